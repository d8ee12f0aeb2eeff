import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useWords } from '../../words/use-words.ts';

/** Says exactly what undoing the batch will do, and does it when asked. */
export function UndoPanel({ runId, onClose }: { runId: number; onClose: () => void }) {
  const { t } = useWords();
  const files = (count: number) => t('common.files', { count });
  const ask = (dryRun: boolean) => api.undoRun({ params: { runId }, body: { dryRun } });
  const plan = useQuery({ queryKey: ['undo', runId], queryFn: () => ask(true), gcTime: 0 });
  const undo = useMutation({ mutationFn: () => ask(false), onSuccess: onClose });
  const error = plan.error ?? undo.error;
  const report = plan.data;
  return (
    <div className="batch-notice question" role="alertdialog" aria-label="Undo this batch">
      {error !== null && <p>{error.message}</p>}
      {report !== undefined && (
        <p>
          {report.removed.length === 0 && report.restored.length === 0
            ? 'There is nothing to undo.'
            : `${files(report.removed.length)} that this batch made will be deleted.`}
          {report.restored.length > 0 && ` ${files(report.restored.length)} that it replaced will be put back.`}
          {report.kept.length > 0 && ` ${files(report.kept.length)} will stay: changed since, or not its own.`}{' '}
          Originals are not touched.
        </p>
      )}
      <button
        type="button"
        className="button"
        disabled={report === undefined || undo.isPending}
        onClick={() => undo.mutate()}
      >
        Undo
      </button>
      <button type="button" className="button" onClick={onClose}>
        Keep everything
      </button>
    </div>
  );
}
