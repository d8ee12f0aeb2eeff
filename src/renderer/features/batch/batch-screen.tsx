import {
  IconArrowBackUp,
  IconArrowLeft,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
} from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ItemStatus } from '../../../contract/run.ts';
import { api } from '../../api/client.ts';
import { RunBar } from '../../components/progress-bar.tsx';
import { toBatches } from '../../route.ts';
import { bytes, count, sourceOf, standing } from '../../words.ts';
import { BatchGrid } from './batch-grid.tsx';
import { UndoPanel } from './undo-panel.tsx';

const FILTERS: { status: ItemStatus | undefined; label: string }[] = [
  { status: undefined, label: 'All' },
  { status: 'completed', label: 'Done' },
  { status: 'failed', label: 'Failed' },
  { status: 'skipped', label: 'Left out' },
  { status: 'pending', label: 'Waiting' },
];

/** One run: grid of its photos, filters, and the controls that fit its state. */
export function BatchScreen({ runId }: { runId: number }) {
  const [status, setStatus] = useState<ItemStatus | undefined>(undefined);
  const [name, setName] = useState('');
  const [undoing, setUndoing] = useState(false);
  const run = useQuery({
    queryKey: ['run', runId, 'head'],
    queryFn: () => api.run(runId, { page: 1, pageSize: 1 }),
    placeholderData: keepPreviousData,
  });
  const control = useMutation({
    mutationFn: (action: 'pause' | 'resume' | 'cancel' | 'retry') => api.control(runId, action),
    onSettled: () => run.refetch(),
  });
  const head = run.data;
  const active = head?.status === 'running' || head?.status === 'queued';
  const undoable = head !== undefined && !active && head.status !== 'paused' && head.outputCount > 0;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey) return;
      if (event.key === 'p' && active) control.mutate('pause');
      else if (event.key === 'p' && head?.status === 'paused') control.mutate('resume');
      else if (event.key === 'r' && head !== undefined && head.failedItems > 0 && !active) control.mutate('retry');
      else if (event.key === 'z' && undoable) setUndoing(true);
      else if (event.key === '/') {
        event.preventDefault();
        document.querySelector<HTMLInputElement>('#filter-by-name')?.focus();
      } else if (event.key === 'Escape') window.location.hash = toBatches;
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [control, active, head, undoable]);

  if (run.error !== null) return <p className="notice">{run.error.message}</p>;
  if (head === undefined) return null;
  const counts: Record<string, number> = {
    All: head.totalItems,
    Done: head.completedItems,
    Failed: head.failedItems,
    'Left out': head.skippedItems + head.cancelledItems,
    Waiting: head.pendingItems + head.runningItems,
  };
  const now = standing(head);
  return (
    <>
      <div className="toolbar">
        <a className="button plain icon" href={toBatches} aria-label="Back to batches">
          <IconArrowLeft size={16} stroke={1.5} />
        </a>
        <h1 className="ellipsis">{head.name}</h1>
        <span className="space" />
        {FILTERS.filter((filter) => filter.status === undefined || counts[filter.label] !== 0).map((filter) => (
          <button
            key={filter.label}
            type="button"
            className="chip count"
            aria-pressed={status === filter.status}
            onClick={() => setStatus(filter.status)}
          >
            {filter.label} {count(counts[filter.label] ?? 0)}
          </button>
        ))}
        <input
          id="filter-by-name"
          className="field"
          placeholder="Filter by name  /"
          aria-label="Filter by name"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        {active && (
          <button type="button" className="button" onClick={() => control.mutate('pause')}>
            <IconPlayerPause size={15} stroke={1.5} /> Pause <kbd>P</kbd>
          </button>
        )}
        {head.status === 'paused' && (
          <button type="button" className="button primary" onClick={() => control.mutate('resume')}>
            <IconPlayerPlay size={15} stroke={1.5} /> Resume
          </button>
        )}
        {(active || head.status === 'paused') && (
          <button type="button" className="button" onClick={() => control.mutate('cancel')}>
            <IconPlayerStop size={15} stroke={1.5} /> Cancel
          </button>
        )}
        {!active && head.failedItems > 0 && (
          <button type="button" className="button" onClick={() => control.mutate('retry')}>
            <IconRefresh size={15} stroke={1.5} /> Retry failed <kbd>R</kbd>
          </button>
        )}
        {undoable && (
          <button type="button" className="button" onClick={() => setUndoing(true)}>
            <IconArrowBackUp size={15} stroke={1.5} /> Undo <kbd>Z</kbd>
          </button>
        )}
      </div>
      {undoing && (
        <UndoPanel
          runId={runId}
          onClose={() => {
            setUndoing(false);
            void run.refetch();
          }}
        />
      )}
      {control.error !== null && <p className="notice">{control.error.message}</p>}
      <div className="body">
        <BatchGrid runId={runId} status={status} name={name} total={head.totalItems} />
        <aside className="inspector">
          <section>
            <h2>
              Batch <span className="count">{now.text}</span>
            </h2>
            <RunBar run={head} />
          </section>
          <section>
            <dl>
              <dt>Workflow</dt>
              <dd>
                {head.workflowSlug} v{head.workflowVersion}
              </dd>
              <dt>From</dt>
              <dd>{sourceOf(head)}</dd>
              <dt>To</dt>
              <dd>{head.output.folder}</dd>
              <dt>Files</dt>
              <dd className="count">
                {count(head.outputCount)} · {bytes(head.outputBytes)}
              </dd>
              {head.undoneAt !== null && (
                <>
                  <dt>Undone</dt>
                  <dd>{new Date(head.undoneAt).toLocaleString()}</dd>
                </>
              )}
              <dt>Started by</dt>
              <dd>{head.trigger === 'cli' ? 'command line' : head.trigger}</dd>
              {head.archivePath !== null && (
                <>
                  <dt>Zip</dt>
                  <dd>{head.archivePath}</dd>
                </>
              )}
            </dl>
          </section>
          {head.error !== null && <section className="failed-text">{head.error.message}</section>}
        </aside>
      </div>
    </>
  );
}
