import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { StreamEvent } from '../contract/events.ts';
import { isAbort, ProblemError } from './problem.ts';

export interface EventsOptions {
  /** Of this run only. */
  run?: number | string;
  /** Goes on behind this event. */
  lastEventId?: string;
  /** Ends the events. */
  signal?: AbortSignal;
}

/** An event with its id, by which one can go on later. */
export type ReceivedEvent = StreamEvent & { id: string | undefined };

/** Pauses before a lost connection is tried again, in milliseconds; the last one again and again. */
const PAUSES = [250, 500, 1000, 2000, 5000];

/**
 * Events as they come. A connection that is lost is opened again behind the last event seen, for as long as it takes; only what the
 * server refuses (no such run, no right) is thrown.
 */
export async function* followEvents(
  request: (path: string, init: RequestInit) => Promise<Response>,
  options: EventsOptions,
): AsyncGenerator<ReceivedEvent, void, undefined> {
  const path = options.run === undefined ? '/events' : `/workflows/runs/${encodeURIComponent(options.run)}/events`;
  let last = options.lastEventId;
  let failures = 0;
  while (options.signal?.aborted !== true) {
    // Leaving the loop must close the connection, also while nothing comes.
    const away = new AbortController();
    const signal = options.signal === undefined ? away.signal : AbortSignal.any([away.signal, options.signal]);
    try {
      const headers: Record<string, string> = { accept: 'text/event-stream' };
      if (last !== undefined) headers['last-event-id'] = last;
      const response = await request(path, { headers, signal });
      failures = 0;
      for await (const message of messagesOf(response)) {
        if (message.id !== undefined) last = message.id;
        yield { ...(JSON.parse(message.data) as StreamEvent), id: message.id };
      }
    } catch (error) {
      if (error instanceof ProblemError && error.problem.status < 500 && error.problem.status !== 429) throw error;
      if (isAbort(error) && signal.aborted) return;
    } finally {
      away.abort();
    }
    await pause(PAUSES[Math.min(failures++, PAUSES.length - 1)] ?? 0, options.signal);
  }
}

async function* messagesOf(response: Response): AsyncGenerator<EventSourceMessage, void, undefined> {
  const waiting: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => void waiting.push(message) });
  const reader = response.body
    ?.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      parser.feed(value);
      yield* waiting.splice(0);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, milliseconds);
    function end(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    }
    signal?.addEventListener('abort', end, { once: true });
  });
}
