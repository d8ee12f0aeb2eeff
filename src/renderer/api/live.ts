import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { RunResource } from '../../contract/api.ts';
import type { SafelightEvent, StreamEvent } from '../../contract/events.ts';
import type { Run } from '../../contract/run.ts';
import { setConnected } from './connection.ts';
import { notePace } from './pace.ts';

/** Bursts (hundreds of items a second) become one refresh. */
const GATHER_MS = 300;
/** Pauses before a stream that the server closed for good is opened again. */
const RETRY_MS = [500, 1000, 2000, 5000];

type Listener = (event: SafelightEvent) => void;
const listeners = new Set<Listener>();

/** Hears every event of the stream, beside what `useLiveEvents` does with it. */
export function useEvent(listener: Listener): void {
  useEffect(() => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, [listener]);
}

/** Follows the event stream for as long as the window lives, and brings what is kept of runs and items up to date. */
export function useLiveEvents(): void {
  const client = useQueryClient();
  useEffect(() => follow(client), [client]);
}

function follow(client: QueryClient): () => void {
  const stale = new Set<number>();
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource;
  let failures = 0;

  const refresh = () => {
    gathering = undefined;
    for (const runId of stale) {
      void client.invalidateQueries({ queryKey: ['run', runId, 'items'] });
      void client.invalidateQueries({ queryKey: ['run', runId, 'item'] });
    }
    stale.clear();
  };
  const hear = (event: StreamEvent) => {
    if (event.event === 'reset') {
      void client.invalidateQueries();
      return;
    }
    if ('run' in event) keepRun(client, event.run, event.event === 'run.created');
    if ('run' in event && event.event === 'run.finished') stale.add(event.run.id);
    if ('runId' in event && typeof event.runId === 'number') stale.add(event.runId);
    if (stale.size > 0) gathering ??= setTimeout(refresh, GATHER_MS);
    for (const listener of listeners) listener(event);
  };
  const open = () => {
    source = new EventSource('/events');
    source.onmessage = (message) => hear(JSON.parse(String(message.data)) as StreamEvent);
    source.onopen = () => {
      setConnected(true);
      // Whatever happened meanwhile was missed.
      if (failures > 0) void client.invalidateQueries();
      failures = 0;
    };
    source.onerror = () => {
      setConnected(false);
      failures++;
      // EventSource tries again by itself, but not after an answer that is no stream (the server is starting, say).
      if (source.readyState !== EventSource.CLOSED) return;
      reopening = setTimeout(open, RETRY_MS[Math.min(failures, RETRY_MS.length) - 1]);
    };
  };
  open();
  return () => {
    source.close();
    clearTimeout(gathering);
    clearTimeout(reopening);
  };
}

interface RunsPage {
  items: RunResource[];
}

/** Puts a run that came with an event where it is shown; a new one makes lists ask again. */
function keepRun(client: QueryClient, run: Run, isNew: boolean): void {
  notePace(run);
  const merged = (old: RunResource): RunResource => (old.id === run.id ? { ...old, ...run } : old);
  client.setQueriesData<RunResource>({ queryKey: ['run', run.id, 'head'] }, (old) => old && merged(old));
  let known = false;
  client.setQueriesData<RunsPage>({ queryKey: ['runs'] }, (old) => {
    if (old === undefined || !old.items.some((one) => one.id === run.id)) return old;
    known = true;
    return { ...old, items: old.items.map(merged) };
  });
  if (isNew || !known) void client.invalidateQueries({ queryKey: ['runs'] });
}
