import type { OpenAPIHono } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import type { SafelightEvent } from '../../../contract/events.ts';
import type { App } from '../../app.ts';

/** How many events may wait for a slow reader before it is cut off (it reconnects and asks for the state anew). */
const MOST_WAITING = 1000;
const HEARTBEAT_MS = 15_000;

/** `GET /events`: everything that happens, as server-sent events. */
export function handleEvents(http: OpenAPIHono, app: App): void {
  http.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      const waiting: SafelightEvent[] = [];
      let wake = () => {};
      let open = true;
      const leave = app.events.on((event) => {
        waiting.push(event);
        if (waiting.length > MOST_WAITING) open = false;
        wake();
      });
      stream.onAbort(() => {
        open = false;
        wake();
      });
      // Proxies and browsers drop silent connections; the beat also notices a reader that is gone.
      const heartbeat = setInterval(() => void stream.write(': still here\n\n'), HEARTBEAT_MS);
      try {
        await stream.write('retry: 1000\n\n');
        while (open) {
          const event = waiting.shift();
          if (event !== undefined) await stream.writeSSE({ data: JSON.stringify(event) });
          else await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        clearInterval(heartbeat);
        leave();
      }
    }),
  );
}
