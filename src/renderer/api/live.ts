import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { SafelightEvent, StreamEvent } from '../../contract/events.ts';
import { setConnected } from './connection.ts';
import { keepRun } from './keep-run.ts';
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
    if ('run' in event) {
      notePace(event.run);
      keepRun(client, event.run, event.event === 'run.created');
    }
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
      // Whatever happened meanwhile was missed; at the start, what happened since the first answers about runs.
      if (failures > 0) void client.invalidateQueries();
      else for (const queryKey of [['run'], ['runs']]) void client.invalidateQueries({ queryKey });
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
