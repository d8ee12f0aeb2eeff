import { Button } from '@mantine/core';
import { IconAlertTriangle, IconArrowBackUp, IconPlayerPause } from '@tabler/icons-react';
import type { RunResource } from '../../../contract/api.ts';
import type { useRunActions } from '../../api/run-actions.ts';
import { useWords } from '../../words/use-words.ts';
import { errorReportAddress } from './downloads.ts';

const ICON = { size: 16, stroke: 1.5, 'aria-hidden': true } as const;

/** Above the grid, when a run needs somebody: it stopped by itself, all of it failed, or it was taken back. */
export function BatchNotice({ run, actions }: { run: RunResource; actions: ReturnType<typeof useRunActions> }) {
  const { t, said, dateTime } = useWords();
  if (run.undoneAt !== null)
    return (
      <div className="notice" role="status">
        <IconArrowBackUp {...ICON} />
        <p>{t('batch.undone', { when: dateTime(run.undoneAt) })}</p>
        {actions.can.retry && <Button onClick={actions.retry}>{t('batch.doAgain')}</Button>}
      </div>
    );
  if (run.error !== null)
    return (
      <div className="notice" data-tone="failed" role="alert">
        <IconAlertTriangle {...ICON} />
        <p>
          {said(run.error.message)}
          {run.status === 'paused' && <span className="dim"> {t('batch.pausedByError')}</span>}
        </p>
        {actions.can.resume && <Button onClick={actions.resume}>{t('batches.resume')}</Button>}
      </div>
    );
  if (run.status === 'paused')
    return (
      <div className="notice" role="status">
        <IconPlayerPause {...ICON} />
        <p>{t('batch.paused', { count: run.pendingItems + run.runningItems })}</p>
      </div>
    );
  const report = errorReportAddress(run);
  if (run.totalItems > 0 && run.failedItems === run.totalItems)
    return (
      <div className="notice" data-tone="failed" role="status">
        <IconAlertTriangle {...ICON} />
        <p>{t('batch.allFailed', { count: run.failedItems })}</p>
        {report !== undefined && (
          <Button component="a" href={report} download>
            {t('batch.errorReport')}
          </Button>
        )}
        {actions.can.retry && <Button onClick={actions.retry}>{t('batch.retryAll')}</Button>}
      </div>
    );
  return null;
}
