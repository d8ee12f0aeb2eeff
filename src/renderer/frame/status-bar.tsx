import { useQuery } from '@tanstack/react-query';
import { useConnected } from '../api/connection.ts';
import { endedItems, paceOf } from '../api/pace.ts';
import { queries } from '../api/queries.ts';
import { SegmentedBar } from '../components/segmented-bar.tsx';
import { to } from '../router.ts';
import { useWords } from '../words/use-words.ts';

/** Below this the next large batch may fill the disk. */
const LITTLE_DISK = 5e9;

/** What runs now, at the lower edge of every screen. */
export function StatusBar() {
  const connected = useConnected();
  const { t } = useWords();
  return (
    <footer className="statusbar">
      {connected ? (
        <Running />
      ) : (
        <span className="failed-text" role="status">
          {t('frame.lost')}
        </span>
      )}
      <span className="statusbar-space" />
      {connected && <Machine />}
    </footer>
  );
}

/** The disk and the server, at the right end. */
function Machine() {
  const { t, bytes } = useWords();
  const system = useQuery(queries.system());
  if (system.data === undefined) return null;
  const { freeBytes, serverUrl } = system.data;
  return (
    <>
      <span className={freeBytes < LITTLE_DISK ? 'warning-text count' : 'count'}>
        {t('frame.diskFree', { size: bytes(freeBytes) })}
      </span>
      {serverUrl !== null && (
        <span className="statusbar-server count" title={t('frame.serverOn', { url: serverUrl })}>
          <span className="statusbar-dot" aria-hidden="true" />
          {new URL(serverUrl).host}
        </span>
      )}
    </>
  );
}

function Running() {
  const { t, duration, number } = useWords();
  const runs = useQuery(queries.runs());
  const running = runs.data?.items.filter((run) => run.status === 'running') ?? [];
  const run = running[0];
  if (run === undefined) return <span>{t('frame.idle')}</span>;
  const pace = paceOf(run);
  return (
    <>
      <a className="statusbar-name ellipsis" href={to.batch(run.id)}>
        {run.name}
      </a>
      <span className="statusbar-bar">
        <SegmentedBar run={run} />
      </span>
      <span className="count">{t('frame.progress', { done: endedItems(run), total: run.totalItems })}</span>
      {pace !== null && (
        <>
          <span className="count">{t('frame.rate', { rate: number(pace.rate, 1) })}</span>
          <span className="count">{t('frame.left', { time: duration(pace.left) })}</span>
        </>
      )}
      {run.failedItems > 0 && (
        <span className="failed-text count">{t('common.failed', { count: run.failedItems })}</span>
      )}
      {running.length > 1 && <span className="count">{t('frame.othersRunning', { count: running.length - 1 })}</span>}
    </>
  );
}
