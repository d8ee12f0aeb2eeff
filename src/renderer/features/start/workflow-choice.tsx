import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef } from 'react';
import type { WorkflowDocument } from '../../../contract/workflow.ts';
import { queries } from '../../api/queries.ts';
import { ParamForm } from '../../components/form/param-form.tsx';
import { useWords } from '../../words/use-words.ts';
import { exposedNodes, ownParams, type StartChoices } from './start-body.ts';

/** The workflows, one of them chosen, and below them the params it puts on the start sheet. */
export function WorkflowChoice(props: {
  chosen: string;
  document: WorkflowDocument | undefined;
  params: StartChoices['params'];
  onChoose: (slug: string) => void;
  onParams: (params: StartChoices['params']) => void;
}) {
  const { t } = useWords();
  const workflows = useQuery(queries.workflows());
  const list = useRef<HTMLDivElement>(null);
  const slugs = workflows.data?.map((one) => one.slug) ?? [];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step === undefined ? undefined : slugs[slugs.indexOf(props.chosen) + step];
    if (next === undefined) return;
    event.preventDefault();
    props.onChoose(next);
    list.current?.querySelector<HTMLElement>(`[data-slug="${next}"]`)?.focus();
  };
  return (
    <>
      <div ref={list} role="radiogroup" aria-label={t('start.workflow')} onKeyDown={onKeyDown} className="start-list">
        {workflows.data?.map((workflow) => (
          // biome-ignore lint/a11y/useSemanticElements: a radio button cannot hold two lines and a picture
          <button
            key={workflow.id}
            type="button"
            role="radio"
            data-slug={workflow.slug}
            aria-checked={workflow.slug === props.chosen}
            tabIndex={workflow.slug === props.chosen ? 0 : -1}
            title={workflow.description ?? undefined}
            onClick={() => props.onChoose(workflow.slug)}
          >
            <span className="strong ellipsis">{workflow.name}</span>
            <span className="dim">{firstSentence(workflow.description)}</span>
          </button>
        ))}
      </div>
      {props.document !== undefined && (
        <Exposed document={props.document} params={props.params} onParams={props.onParams} />
      )}
    </>
  );
}

function firstSentence(description: string | null): string {
  return description?.split(/(?<=\.)\s/)[0]?.replace(/\.$/, '') ?? '';
}

function Exposed(props: {
  document: WorkflowDocument;
  params: StartChoices['params'];
  onParams: (params: StartChoices['params']) => void;
}) {
  const { t } = useWords();
  const types = useQuery(queries.nodes());
  const { params } = props;
  const nodes = exposedNodes(props.document);
  if (nodes.length === 0) return null;
  return (
    <div className="start-exposed">
      <h2>{t('start.parameters')}</h2>
      {nodes.map(({ node, names }) => {
        const type = types.data?.find((one) => one.type === node.type);
        if (type === undefined) return null;
        return (
          <div key={node.id}>
            {nodes.length > 1 && <h3 className="dim">{node.label ?? type.label}</h3>}
            <ParamForm
              node={type}
              only={names}
              value={{ ...node.params, ...params[node.id] }}
              onChange={(value) => {
                const own = ownParams(node.params, value);
                const { [node.id]: _, ...others } = params;
                props.onParams(Object.keys(own).length === 0 ? others : { ...others, [node.id]: own });
              }}
            />
          </div>
        );
      })}
    </div>
  );
}
