import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ProblemError } from '../../../client/problem.ts';
import { queries } from '../../api/queries.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Screen } from '../../frame/screen.tsx';
import { go, to } from '../../router.ts';
import { useWords } from '../../words/use-words.ts';
import { WorkflowEditor } from './workflow-editor.tsx';

/** One workflow, opened for editing. */
export function WorkflowScreen({ workflowId }: { workflowId: string }) {
  const { t, said } = useWords();
  const workflow = useQuery({ ...queries.workflow(workflowId), refetchOnMount: 'always' });
  const nodes = useQuery(queries.nodes());
  const types = useMemo(() => new Map(nodes.data?.map((type) => [type.type, type])), [nodes.data]);
  const error = workflow.error ?? nodes.error;
  if (workflow.data !== undefined && nodes.data !== undefined && (workflow.isFetchedAfterMount || workflow.isError))
    return <WorkflowEditor key={workflow.data.id} stored={workflow.data} types={types} />;
  const isGone = error instanceof ProblemError && error.problem.code === 'workflow_not_found';
  return (
    <Screen title={isGone ? t('editor.gone') : t('editor.title')} back={to.workflows}>
      {isGone ? (
        <EmptyState
          title={t('editor.gone')}
          actions={<Button onClick={() => go(to.workflows)}>{t('editor.list.all')}</Button>}
        >
          {said(error.message)}
        </EmptyState>
      ) : (
        <ErrorNotice
          error={error}
          onRetry={() => {
            void workflow.refetch();
            void nodes.refetch();
          }}
        />
      )}
    </Screen>
  );
}
