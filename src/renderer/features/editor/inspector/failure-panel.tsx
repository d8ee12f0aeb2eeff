import { Select } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { FieldIssue } from '../../../../contract/errors.ts';
import type { NodeTypeInfo } from '../../../../contract/node-type.ts';
import type { WorkflowNode } from '../../../../contract/workflow.ts';
import { ParamForm } from '../../../components/form/param-form.tsx';
import { Panel } from '../../../frame/panel.tsx';
import { useWords } from '../../../words/use-words.ts';
import { useScene } from '../editor-context.ts';
import { patchNode } from '../graph/edit-document.ts';
import { byCategory } from '../graph/search-node-types.ts';
import { sentenceOf } from '../use-problems.ts';

/** How often to try again, and what to do instead when that did not help. */
export function FailurePanel(props: { node: WorkflowNode; type: NodeTypeInfo | undefined; issues: FieldIssue[] }) {
  const { t } = useWords();
  const { editor } = useScene();
  const { node, type } = props;
  if (type === undefined || type.category === 'input') return null;
  const patch = (change: object, key?: string) => editor.change((now) => patchNode(now, node.id, change), key);
  const stands = byCategory(editor.types.values()).filter((one) => one.type !== type.type && samePorts(one, type));
  const fallback = node.fallback === undefined ? undefined : editor.types.get(node.fallback.type);
  const issue = props.issues.find(({ path }) => path === `nodes.${node.id}.fallback.type`);
  return (
    <Panel title={t('editor.ifItFails')} icon={<IconRefresh size={14} stroke={1.5} aria-hidden="true" />}>
      <div className="param-form">
        <div className="field">
          <label htmlFor="node-retries">{t('editor.retries')}</label>
          <Select
            id="node-retries"
            data={[0, 1, 2, 3, 5, 10].map((n) => ({
              value: String(n),
              label: n === 0 ? t('editor.noRetry') : t('editor.times', { count: n }),
            }))}
            value={String(node.retries ?? 0)}
            onChange={(value) => patch({ retries: value === '0' ? undefined : Number(value) })}
          />
        </div>
        <div className="field">
          <label htmlFor="node-fallback">{t('editor.thenUse')}</label>
          <Select
            id="node-fallback"
            data={stands.map((one) => ({ value: one.type, label: one.label }))}
            value={node.fallback?.type ?? null}
            placeholder={t('editor.thenFail')}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': t('editor.thenFail') }}
            error={issue === undefined ? undefined : sentenceOf(issue, node.id)}
            nothingFoundMessage={t('common.nothingFound')}
            onChange={(value) => patch({ fallback: value === null ? undefined : { type: value, params: {} } })}
          />
        </div>
        {fallback !== undefined && node.fallback !== undefined && (
          <ParamForm
            node={fallback}
            value={node.fallback.params}
            issues={props.issues.filter((one) => one.path.startsWith(`nodes.${node.id}.fallback.params`))}
            onChange={(params) => patch({ fallback: { type: fallback.type, params } }, `fallback ${node.id}`)}
          />
        )}
      </div>
    </Panel>
  );
}

function samePorts(a: NodeTypeInfo, b: NodeTypeInfo): boolean {
  return (['inputs', 'outputs'] as const).every((side) => {
    const names = Object.keys(a[side]);
    return (
      names.length === Object.keys(b[side]).length && names.every((name) => a[side][name]?.type === b[side][name]?.type)
    );
  });
}
