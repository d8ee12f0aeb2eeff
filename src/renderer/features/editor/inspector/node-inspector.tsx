import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { NodeTypeInfo } from '../../../../contract/node-type.ts';
import type { WorkflowNode } from '../../../../contract/workflow.ts';
import { ParamForm } from '../../../components/form/param-form.tsx';
import { NodeIcon } from '../../../components/node-icon.tsx';
import { Panel } from '../../../frame/panel.tsx';
import { useWords } from '../../../words/use-words.ts';
import { useLiveScene, useScene } from '../editor-context.ts';
import { patchNode } from '../graph/edit-document.ts';
import { removeSelected } from '../use-editor.ts';
import { sentenceOf } from '../use-problems.ts';
import { ConditionPanel } from './condition-panel.tsx';
import { FailurePanel } from './failure-panel.tsx';
import { InputsPanel } from './inputs-panel.tsx';
import { ParamMenu } from './param-menu.tsx';

/** Everything about the selected node. */
export function NodeInspector({ node }: { node: WorkflowNode }) {
  const { t } = useWords();
  const { editor, problems } = useScene();
  const { types, readOnly } = editor;
  const type = types.get(node.type);
  const issues = problems.byNode.get(node.id) ?? [];
  const elsewhere = issues.filter((issue) => !/\.(params|inputs|when|fallback)(\.|$)/.test(issue.path));
  return (
    <fieldset className="node-inspector" disabled={readOnly}>
      <legend className="visually-hidden">{node.label ?? type?.label ?? node.type}</legend>
      <section className="panel node-head">
        <h2>
          <NodeIcon name={type?.icon} />
          <span className="strong ellipsis">{type?.label ?? node.type}</span>
          <span className="panel-aside">
            <Tooltip label={t('editor.remove')}>
              <ActionIcon
                size={22}
                aria-label={t('editor.remove')}
                disabled={readOnly}
                onClick={() => removeSelected(editor)}
              >
                <IconTrash size={14} stroke={1.5} />
              </ActionIcon>
            </Tooltip>
          </span>
        </h2>
        <p className="dim">{type?.description ?? t('editor.unknownType', { type: node.type })}</p>
        <div className="field">
          <label htmlFor="node-label">{t('editor.label')}</label>
          <TextInput
            id="node-label"
            value={node.label ?? ''}
            placeholder={type?.label ?? node.type}
            maxLength={120}
            onChange={(event) => {
              const label = event.currentTarget.value;
              editor.change(
                (now) => patchNode(now, node.id, { label: label === '' ? undefined : label } as object),
                `label ${node.id}`,
              );
            }}
          />
        </div>
        {elsewhere.map((issue) => (
          <p key={`${issue.path} ${issue.code}`} className="failed-text caption" role="alert">
            {sentenceOf(issue, node.id)}
          </p>
        ))}
      </section>
      {type !== undefined && <NodeParams node={node} type={type} />}
      <InputsPanel node={node} type={type} />
      <ConditionPanel node={node} issues={issues} />
      <FailurePanel node={node} type={type} issues={issues} />
      <Panel title={t('editor.inOtherNodes')}>
        <p className="dim caption">
          {t('editor.inOtherNodesMore')} <code>nodes["{node.id}"]</code>
        </p>
      </Panel>
    </fieldset>
  );
}

/** The settings of the node, which follow every move of a slider. */
function NodeParams({ node, type }: { node: WorkflowNode; type: NodeTypeInfo }) {
  const { t } = useWords();
  const { editor, problems } = useLiveScene();
  const { params } = editor.node?.id === node.id ? editor.node : node;
  const setParams = (next: WorkflowNode['params'], last: boolean) => {
    const names = new Set([...Object.keys(next), ...Object.keys(params)]);
    const changed = [...names].filter((name) => next[name] !== params[name]);
    const key = changed.length === 0 ? lastKey(node.id) : `params ${node.id} ${changed.join(' ')}`;
    remember(node.id, key);
    editor.change((now) => (changed.length === 0 ? now : patchNode(now, node.id, { params: next })), key, last);
  };
  return (
    <section className="panel" id="node-params" aria-label={t('editor.settings')}>
      <ParamForm
        node={type}
        value={params}
        issues={(problems.byNode.get(node.id) ?? [])
          .filter((issue) => issue.path.startsWith(`nodes.${node.id}.params`))
          .map((issue) => ({ ...issue, message: sentenceOf(issue, node.id) }))}
        onChange={(next) => setParams(next, false)}
        onCommit={(next) => setParams(next, true)}
        aside={(field) => <ParamMenu node={node} field={field} />}
      />
    </section>
  );
}

/** The key of the change that is going on, so that its end, which changes nothing more, closes the same step. */
let going: { node: string; key: string } | null = null;
const lastKey = (node: string): string => (going?.node === node ? going.key : `params ${node}`);
function remember(node: string, key: string): void {
  going = { node, key };
}
