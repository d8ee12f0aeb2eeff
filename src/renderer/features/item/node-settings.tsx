import { Button } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemError } from '../../../client/problem.ts';
import type { ItemDetailResource, RunResource } from '../../../contract/api.ts';
import type { NodeTypeInfo } from '../../../contract/node-type.ts';
import type { ItemOverrides } from '../../../contract/run.ts';
import type { WorkflowNode } from '../../../contract/workflow.ts';
import { api } from '../../api/client.ts';
import { queries } from '../../api/queries.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { ParamForm } from '../../components/form/param-form.tsx';
import { paramFields } from '../../components/form/param-schema.ts';
import { Panel } from '../../frame/panel.tsx';
import { useWords } from '../../words/use-words.ts';
import { changedParams, firstChanged, nodesFrom } from './rerun.ts';

/**
 * The params of every node as this photo has them. Changed ones make the photo again from the first changed node on; the other photos
 * and the workflow stay as they are.
 */
export function NodeSettings(props: { run: RunResource; item: ItemDetailResource; shownNode: string }) {
  const { t, said } = useWords();
  const { run, item } = props;
  const client = useQueryClient();
  const version = useQuery(queries.workflowVersion(run.workflowId, run.workflowVersion));
  const types = useQuery(queries.nodes());
  const [draft, setDraft] = useState<ItemOverrides>({});
  const nodes = version.data?.document.nodes ?? [];
  const typeOf = (node: WorkflowNode | undefined) => types.data?.find((type) => type.type === node?.type);
  const nodeOf = (nodeId: string) => nodes.find((node) => node.id === nodeId);

  const ofRun: ItemOverrides = Object.fromEntries(
    nodes.map((node) => [node.id, { ...node.params, ...run.params[node.id] }]),
  );
  const now = (nodeId: string) => draft[nodeId] ?? { ...ofRun[nodeId], ...item.overrides[nodeId] };
  const standardOf = (nodeId: string, name: string) => {
    const type = typeOf(nodeOf(nodeId));
    return type && paramFields(type).find((field) => field.name === name)?.standard;
  };
  const changes = changedParams(ofRun, item.overrides, draft, standardOf);
  const from = firstChanged(nodes, changes);
  const rerun = useMutation({
    mutationFn: () =>
      api.retryItem({
        params: { runId: run.id, itemId: item.id },
        body: { ...(from === undefined ? {} : { fromNode: from }), params: changes },
      }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['runs'] });
      void client.invalidateQueries({ queryKey: ['run', run.id] });
    },
  });
  const problems = rerun.error instanceof ProblemError ? (rerun.error.problem.errors ?? []) : [];
  const issues = problems.map((issue) => ({ ...issue, message: said(issue.message) }));
  const shown = nodes.filter((node) => hasParams(typeOf(node)));
  if (shown.length === 0) return null;
  const ownNodes = Object.keys(item.overrides).filter((nodeId) => nodeOf(nodeId) !== undefined);
  const busy = item.status === 'running' || item.status === 'pending';
  return (
    <Panel
      title={t('item.settings')}
      icon={<IconAdjustments size={15} stroke={1.5} aria-hidden="true" />}
      aside={ownNodes.length > 0 || from !== undefined ? t('item.thisPhotoOnly') : undefined}
    >
      {shown.map((node) => (
        <NodeForm
          key={node.id}
          type={typeOf(node)!}
          label={node.label ?? typeOf(node)?.label ?? node.id}
          open={node.id === props.shownNode || Object.hasOwn(changes, node.id)}
          own={Object.hasOwn(item.overrides, node.id) || Object.hasOwn(changes, node.id)}
          value={now(node.id)}
          issues={issues.filter((issue) => issue.path.includes(`${node.id}.`))}
          onChange={(params) => setDraft({ ...draft, [node.id]: params })}
        />
      ))}
      {(from !== undefined || ownNodes.length > 0) && (
        <div className="node-rerun">
          {from !== undefined && (
            <Button variant="filled" loading={rerun.isPending} disabled={busy} onClick={() => rerun.mutate()}>
              {t('item.rerunFrom', { label: nodeOf(from)?.label ?? typeOf(nodeOf(from))?.label ?? from })}
            </Button>
          )}
          {from !== undefined ? (
            <Button onClick={() => setDraft({})}>{t('common.reset')}</Button>
          ) : (
            <Button
              disabled={busy}
              onClick={() => setDraft(Object.fromEntries(ownNodes.map((nodeId) => [nodeId, ofRun[nodeId] ?? {}])))}
            >
              {t('item.backToWorkflow')}
            </Button>
          )}
        </div>
      )}
      {from !== undefined && (
        <p className="dim caption">
          {t('item.rerunMore', { count: nodesFrom(nodes, from).length, total: nodes.length })}
        </p>
      )}
      {busy && item.attempt > 1 && <p className="dim caption">{t('item.rerunning')}</p>}
      {issues.length === 0 && <ErrorNotice error={rerun.error} />}
    </Panel>
  );
}

function hasParams(type: NodeTypeInfo | undefined): boolean {
  return type !== undefined && type.category !== 'input' && paramFields(type).length > 0;
}

function NodeForm(props: {
  type: NodeTypeInfo;
  label: string;
  /** Opened by the node that is looked at; people may close it again. */
  open: boolean;
  own: boolean;
  value: Record<string, unknown>;
  issues: React.ComponentProps<typeof ParamForm>['issues'] & object;
  onChange: (params: Record<string, unknown>) => void;
}) {
  const { t } = useWords();
  return (
    <details className="node-form" open={props.open}>
      <summary>
        <span className="ellipsis">{props.label}</span>
        {props.own && <span className="node-own caption">{t('item.thisPhotoOnly')}</span>}
      </summary>
      <ParamForm node={props.type} value={props.value} onChange={props.onChange} issues={props.issues} />
    </details>
  );
}
