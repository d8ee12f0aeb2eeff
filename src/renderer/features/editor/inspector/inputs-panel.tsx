import { Select } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import type { NodeTypeInfo } from '../../../../contract/node-type.ts';
import type { WorkflowNode } from '../../../../contract/workflow.ts';
import { Panel } from '../../../frame/panel.tsx';
import { useWords } from '../../../words/use-words.ts';
import { useScene } from '../editor-context.ts';
import { connect, disconnect } from '../graph/edit-document.ts';
import { misfitOf, sourceOf, type Wire } from '../graph/ports.ts';

/** Where a node's inputs come from, as lists: the wires for those who do not drag. */
export function InputsPanel({ node, type }: { node: WorkflowNode; type: NodeTypeInfo | undefined }) {
  const { t } = useWords();
  const { editor, problems } = useScene();
  const { document, types } = editor;
  const ports = Object.entries(type?.inputs ?? {});
  if (ports.length === 0) return null;
  const issues = problems.byNode.get(node.id) ?? [];
  return (
    <Panel title={t('editor.inputs')} icon={<IconPlugConnected size={14} stroke={1.5} aria-hidden="true" />}>
      <div className="param-form">
        {ports.map(([port, { label, required }]) => {
          const written = node.inputs[port];
          const source = written === undefined ? null : sourceOf(document.nodes, types, written);
          const isWrong = issues.some((issue) => issue.path === `nodes.${node.id}.inputs.${port}`);
          const choices = document.nodes.flatMap((other) => {
            const from = types.get(other.type);
            const outputs = Object.entries(from?.outputs ?? {});
            return outputs
              .filter(([fromPort]) => misfitOf(document, types, wireTo(node.id, port, other.id, fromPort)) === null)
              .map(([fromPort, output]) => ({
                value: `${other.id} ${fromPort}`,
                label: `${other.label ?? from?.label ?? other.type}${outputs.length > 1 ? ` · ${output.label}` : ''}`,
              }));
          });
          return (
            <div key={port} className="field">
              <label htmlFor={`input-${port}`}>{label}</label>
              <Select
                id={`input-${port}`}
                data={choices}
                value={source === null ? null : `${source.from} ${source.fromPort}`}
                placeholder={required ? t('editor.connectTo') : t('form.none')}
                error={isWrong}
                clearable
                clearButtonProps={{ 'aria-label': t('editor.disconnect') }}
                searchable={choices.length > 8}
                onChange={(value) => {
                  const [from = '', fromPort = ''] = value?.split(' ') ?? [];
                  editor.change((now) =>
                    value === null
                      ? disconnect(now, [{ to: node.id, toPort: port }])
                      : connect(now, types, wireTo(node.id, port, from, fromPort)),
                  );
                }}
              />
            </div>
          );
        })}
      </div>
    </Panel>
  );
}

const wireTo = (to: string, toPort: string, from: string, fromPort: string): Wire => ({ from, fromPort, to, toPort });
