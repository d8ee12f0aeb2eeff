import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { WorkflowSummary } from '../../../contract/workflow.ts';
import { api } from '../../api/client.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useWords } from '../../words/use-words.ts';

/** Says what goes with a workflow, and what stays, before it is removed. */
export function DeleteDialog({ workflow, onClose }: { workflow: WorkflowSummary; onClose: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.deleteWorkflow({ params: { id: workflow.id } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['workflows'] });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t('editor.list.deleteTitle', { name: workflow.name })}
      confirm={t('editor.list.deleteConfirm')}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t('editor.list.deleteVersions', { count: workflow.version })}</p>
      <p className="dim">{t('editor.list.deleteRuns')}</p>
    </ConfirmDialog>
  );
}
