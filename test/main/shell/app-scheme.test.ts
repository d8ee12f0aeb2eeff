import { expect, it } from 'vitest';
import { serveAppScheme } from '../../../src/main/shell/app-scheme.ts';
import { createFakeElectron } from './fake-electron.ts';

it('passes on ranges: status, headers and bytes of an answer stay', async () => {
  const electron = createFakeElectron();
  serveAppScheme(electron.api, {
    fetch: async (request) =>
      new Response('cde', {
        status: 206,
        headers: { 'content-range': `bytes 2-4/10`, 'x-asked': request.headers.get('range') ?? '' },
      }),
  });
  const answer = await electron.fetch('app://safelight/artifacts/1', { headers: { range: 'bytes=2-4' } });
  expect([answer.status, answer.headers.get('content-range'), answer.headers.get('x-asked')]).toEqual([
    206,
    'bytes 2-4/10',
    'bytes=2-4',
  ]);
  expect(await answer.text()).toBe('cde');
});

it('tells the API that a page has gone when it stops reading: Electron’s own signal never fires', async () => {
  const electron = createFakeElectron();
  let seen: AbortSignal | undefined;
  let cancelled = false;
  serveAppScheme(electron.api, {
    fetch: async (request) => {
      seen = request.signal;
      const body = new ReadableStream({
        pull: (controller) => controller.enqueue(new TextEncoder().encode('data: 1\n\n')),
        cancel() {
          cancelled = true;
        },
      });
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    },
  });
  const reader = (await electron.fetch('app://safelight/events')).body!.getReader();
  await reader.read();
  expect(seen?.aborted).toBe(false);
  await reader.cancel();
  expect(seen?.aborted).toBe(true);
  expect(cancelled).toBe(true);
});

it('keeps the body of what a page sends', async () => {
  const electron = createFakeElectron();
  const told: string[] = [];
  serveAppScheme(electron.api, { fetch: async (request) => new Response(await request.text()) }, (request) =>
    told.push(`${request.method} ${request.url}`),
  );
  const answer = await electron.fetch('app://safelight/settings', { method: 'PATCH', body: '{"workers":2}' });
  expect(await answer.text()).toBe('{"workers":2}');
  expect(told).toEqual(['PATCH app://safelight/settings']);
});

it('answers what has no body', async () => {
  const electron = createFakeElectron();
  serveAppScheme(electron.api, { fetch: async () => new Response(null, { status: 204 }) });
  expect((await electron.fetch('app://safelight/x')).status).toBe(204);
});
