import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FieldIssue } from '../../../contract/errors.ts';
import type { WorkflowDocument } from '../../../contract/workflow.ts';
import { api } from '../../api/client.ts';
import { useWords } from '../../words/use-words.ts';
import type { Problems } from './editor-context.ts';

/** What the server says is wrong with a document, in the window's language, a moment after it was last changed. */
export function useProblems(document: WorkflowDocument): Problems {
  const [settled] = useDebouncedValue(document, 200);
  const answer = useQuery({
    queryKey: ['validate', settled],
    queryFn: ({ signal }) => api.validateWorkflow({ body: { ...settled } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10_000,
    placeholderData: keepPreviousData,
  });
  const { said } = useWords();
  const data = answer.data;
  return useMemo(() => {
    const spoken = (issues: readonly FieldIssue[] = []) =>
      issues.map((issue) => ({ ...issue, message: said(issue.message) }));
    const warnings = spoken(data?.warnings);
    return {
      issues: spoken(data?.issues),
      warnings,
      byNode: new Map(Object.entries(data?.nodes ?? {}).map(([id, issues]) => [id, spoken(issues)])),
      warningsByNode: grouped(warnings),
    };
  }, [data, said]);
}

function grouped(issues: readonly FieldIssue[]): Map<string, FieldIssue[]> {
  return Map.groupBy(issues, (issue) => (issue.path.startsWith('nodes.') ? (issue.path.split('.')[1] ?? '') : ''));
}

/** An issue's sentence without the node's id before it, for where the node is clear. */
export function sentenceOf(issue: FieldIssue, nodeId: string): string {
  const text = issue.message.startsWith(`${nodeId}: `) ? issue.message.slice(nodeId.length + 2) : issue.message;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
