import type { RunResource } from '../../contract/api.ts';
import { useWords } from '../words/use-words.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

/** Says what cancelling a run leaves done and undone before it does it. */
export function CancelDialog(props: { run: RunResource; onConfirm: () => void; onClose: () => void }) {
  const { t } = useWords();
  const { run } = props;
  return (
    <ConfirmDialog
      title={t('cancelling.title', { name: run.name })}
      confirm={t('cancelling.confirm')}
      onConfirm={() => {
        props.onConfirm();
        props.onClose();
      }}
      onClose={props.onClose}
    >
      <p>{t('cancelling.left', { count: run.pendingItems + run.runningItems })}</p>
      {run.outputCount > 0 && <p>{t('cancelling.done', { count: run.outputCount })}</p>}
      <p className="dim">{t('cancelling.pauseInstead')}</p>
    </ConfirmDialog>
  );
}
