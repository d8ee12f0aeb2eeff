import { Textarea, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { FieldIssue } from '../../../../contract/errors.ts';
import { Panel } from '../../../frame/panel.tsx';
import { useWords } from '../../../words/use-words.ts';
import { useScene } from '../editor-context.ts';

/** The workflow as a whole, while no node is selected: its name, what it is for, and what is wrong with it. */
export function WorkflowInspector({ onGoTo }: { onGoTo: (nodeId: string) => void }) {
  const { t } = useWords();
  const { editor, problems } = useScene();
  const { document } = editor;
  const exposed = document.nodes.flatMap((node) => (node.exposed ?? []).map((name) => ({ node, name })));
  return (
    <>
      <section className="panel">
        <fieldset className="node-inspector" disabled={editor.readOnly}>
          <legend className="visually-hidden">{t('editor.workflow')}</legend>
          <TextInput
            label={t('editor.name')}
            value={document.name}
            maxLength={255}
            onChange={(event) => {
              const name = event.currentTarget.value;
              if (name !== '') editor.change((now) => ({ ...now, name }), 'name');
            }}
          />
          <Textarea
            label={t('editor.description')}
            value={document.description ?? ''}
            maxLength={2000}
            autosize
            minRows={3}
            maxRows={12}
            mt={8}
            onChange={(event) => {
              const description = event.currentTarget.value;
              editor.change(
                ({ description: _, ...now }) => (description === '' ? now : { ...now, description }),
                'description',
              );
            }}
          />
        </fieldset>
      </section>
      <Panel title={t('editor.problemsTitle')} aside={problems.issues.length > 0 ? problems.issues.length : undefined}>
        {problems.issues.length === 0 && (
          <p className="problem-none">
            <IconCircleCheck size={15} stroke={1.5} aria-hidden="true" color="var(--done)" /> {t('editor.noProblems')}
          </p>
        )}
        <ProblemList issues={problems.issues} tone="failed" onGoTo={onGoTo} />
        <ProblemList issues={problems.warnings} tone="warning" onGoTo={onGoTo} />
      </Panel>
      <Panel title={t('editor.onStartSheet')} aside={exposed.length}>
        {exposed.length === 0 ? (
          <p className="dim caption">{t('editor.nothingExposed')}</p>
        ) : (
          <ul className="problem-list">
            {exposed.map(({ node, name }) => {
              const type = editor.types.get(node.type);
              const properties = type?.params['properties'] as Record<string, { title?: string }> | undefined;
              return (
                <li key={`${node.id} ${name}`}>
                  <button type="button" onClick={() => onGoTo(node.id)}>
                    <span>{properties?.[name]?.title ?? name}</span>
                    <span className="dim ellipsis">{node.label ?? type?.label ?? node.type}</span>
                  </button>
                </li>
              );
            })}
          </ul>
        )}
      </Panel>
    </>
  );
}

function ProblemList(props: { issues: FieldIssue[]; tone: 'failed' | 'warning'; onGoTo: (nodeId: string) => void }) {
  const { editor } = useScene();
  return (
    <ul className="problem-list">
      {props.issues.map((issue) => {
        const id = issue.path.split('.')[1];
        const node = issue.path.startsWith('nodes.') ? editor.document.nodes.find((one) => one.id === id) : undefined;
        const mark = <IconAlertTriangle size={14} stroke={1.5} aria-hidden="true" className={`${props.tone}-text`} />;
        return (
          <li key={`${issue.path} ${issue.code} ${issue.message}`}>
            {node === undefined ? (
              <p>
                {mark} <span>{issue.message}</span>
              </p>
            ) : (
              <button type="button" onClick={() => props.onGoTo(node.id)}>
                {mark} <span>{issue.message}</span>
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
