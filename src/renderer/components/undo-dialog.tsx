import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RunResource } from '../../contract/api.ts';
import type { UndoReport } from '../../contract/undo.ts';
import { api } from '../api/client.ts';
import { useWords } from '../words/use-words.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

/** Asks what undoing a run would do, says it, and does it when told to. */
export function UndoDialog({ run, onClose }: { run: RunResource; onClose: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const ask = (dryRun: boolean) => api.undoRun({ params: { runId: run.id }, body: { dryRun } });
  const plan = useQuery({ queryKey: ['undo', run.id], queryFn: () => ask(true), gcTime: 0, staleTime: 0 });
  const undo = useMutation({
    mutationFn: () => ask(false),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['runs'] });
      void client.invalidateQueries({ queryKey: ['run', run.id] });
      onClose();
    },
  });
  const report = plan.data;
  const changes = report === undefined ? 0 : report.removed.length + report.restored.length;
  return (
    <ConfirmDialog
      title={t('undo.title', { name: run.name })}
      confirm={changes === 0 ? t('undo.confirmNone') : t('undo.confirm')}
      onConfirm={() => undo.mutate()}
      onClose={onClose}
      busy={undo.isPending}
      disabled={report === undefined || changes === 0}
      error={plan.error ?? undo.error}
    >
      {report === undefined ? <p className="dim">{t('undo.looking')}</p> : <WhatHappens report={report} />}
    </ConfirmDialog>
  );
}

function WhatHappens({ report }: { report: UndoReport }) {
  const { t, said } = useWords();
  const { removed, restored, alreadyGone, kept, folders } = report;
  return (
    <>
      {removed.length === 0 && restored.length === 0 && <p>{t('undo.nothing')}</p>}
      {removed.length > 0 && <p>{t('undo.removed', { count: removed.length })}</p>}
      {restored.length > 0 && <p>{t('undo.restored', { count: restored.length })}</p>}
      {folders.length > 0 && <p>{t('undo.folders', { count: folders.length })}</p>}
      {alreadyGone.length > 0 && <p className="dim">{t('undo.gone', { count: alreadyGone.length })}</p>}
      {kept.length > 0 && (
        <details>
          <summary>{t('undo.kept', { count: kept.length })}</summary>
          <ul className="dim caption">
            {kept.slice(0, 20).map((one) => (
              <li key={one.path} className="ellipsis" title={one.path}>
                {one.path.split(/[\\/]/).at(-1)}: {said(one.reason)}
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className="dim">{t('common.originalsStay')}</p>
    </>
  );
}
