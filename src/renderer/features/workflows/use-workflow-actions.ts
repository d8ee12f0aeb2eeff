import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { WorkflowSummary } from '../../../contract/workflow.ts';
import { api } from '../../api/client.ts';
import { downloadJson } from '../../api/download.ts';
import { reading } from '../../api/reading.ts';
import { go, to } from '../../router.ts';
import { useWords } from '../../words/use-words.ts';
import { blankWorkflow } from './blank-workflow.ts';

/** What can be done to workflows as a whole. */
export function useWorkflowActions() {
  const { t } = useWords();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ['workflows'] });
  const open = (workflow: { slug: string }) => {
    void refresh();
    go(to.workflow(workflow.slug));
  };
  const create = useMutation({
    mutationFn: () => api.createWorkflow({ body: { ...blankWorkflow(t('editor.list.newName')) } }),
    onSuccess: open,
  });
  const fork = useMutation({
    // Not by the API's fork, which copies labels as they are stored, in English.
    mutationFn: async (workflow: WorkflowSummary) => {
      const { document } = reading().workflow(await api.workflow({ params: { id: workflow.id } }));
      const { slug: _slug, ...copied } = document;
      const name = t('editor.copyOf', { name: workflow.name }).slice(0, 255);
      return await api.createWorkflow({ body: { ...copied, name } });
    },
    onSuccess: open,
  });
  const importFiles = useMutation({
    mutationFn: async (files: File[]) => {
      const made = [];
      for (const file of files) made.push(await api.createWorkflow({ body: await documentIn(file, t) }));
      return made;
    },
    onSuccess: (made) => (made.length === 1 && made[0] !== undefined ? open(made[0]) : undefined),
    onSettled: refresh,
  });
  const exported = useMutation({
    mutationFn: async (workflow: WorkflowSummary) => {
      const { document } = await api.workflow({ params: { id: workflow.id } });
      downloadJson(`${workflow.slug}.json`, document);
    },
  });
  return {
    create: () => create.mutate(),
    fork: (workflow: WorkflowSummary) => fork.mutate(workflow),
    importFiles: (files: File[]) => importFiles.mutate(files),
    exportOne: (workflow: WorkflowSummary) => exported.mutate(workflow),
    busy: create.isPending || fork.isPending || importFiles.isPending,
    error: create.error ?? fork.error ?? importFiles.error ?? exported.error,
  };
}

export type WorkflowActions = ReturnType<typeof useWorkflowActions>;

async function documentIn(file: File, t: ReturnType<typeof useWords>['t']): Promise<Record<string, unknown>> {
  try {
    return JSON.parse(await file.text()) as Record<string, unknown>;
  } catch (thrown) {
    throw new Error(t('editor.list.notJson', { name: file.name }), { cause: thrown });
  }
}
