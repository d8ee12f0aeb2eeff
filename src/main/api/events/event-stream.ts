import type { LoggedEvent } from './event-log.ts';
import type { EventReader } from './event-reader.ts';

/** Proxies and browsers drop silent connections; the beat also notices a reader that is gone. */
const HEARTBEAT_MS = 15_000;
/** How soon a browser comes back. */
const RETRY_MS = 1000;

export interface StreamOptions {
  /** What is sent of an event. */
  data(event: LoggedEvent['event']): unknown;
  /** Where a client goes on that is lost before the first event. */
  startId: string;
  /** Send the event's name in an `event:` line too. */
  named: boolean;
  /** Ends the stream behind this event. */
  isLast(event: LoggedEvent['event']): boolean;
  signal: AbortSignal;
}

/**
 * A reader's events as server-sent events. The next one is taken only when the client has taken the one before, so that nothing piles
 * up here; when the client goes, by whatever way, the reader leaves and nothing of it stays.
 */
export function eventStream(reader: EventReader, options: StreamOptions): Response {
  const { data, startId, named, isLast, signal } = options;
  const leave = (): void => {
    signal.removeEventListener('abort', leave);
    reader.leave();
  };
  signal.addEventListener('abort', leave, { once: true });
  if (signal.aborted) leave();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\nid: ${startId}\n\n`));
    },
    async pull(controller) {
      const next = await reader.next(HEARTBEAT_MS);
      if (next === null) {
        controller.close();
        return;
      }
      if (next === 'idle') {
        controller.enqueue(encoder.encode(': still here\n\n'));
        return;
      }
      const name = named ? `event: ${next.event.event}\n` : '';
      controller.enqueue(encoder.encode(`id: ${next.id}\n${name}data: ${JSON.stringify(data(next.event))}\n\n`));
      if (!isLast(next.event)) return;
      leave();
      controller.close();
    },
    cancel: leave,
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    },
  });
}
