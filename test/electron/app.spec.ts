import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { electronBinary, type Started, startApp } from './app.ts';

test.skip(electronBinary() === null, 'Electron’s binary is not here: the app itself is not tested.');

let started: Started;
test.beforeEach(async () => {
  started = await startApp();
});
test.afterEach(async () => {
  await started.stop();
});

test('opens its screens over app://, in a page without Node', async () => {
  const { page } = started;
  await expect(page.getByRole('heading', { name: 'Drop photos, folders or zips' })).toBeVisible();
  expect(page.url()).toMatch(/^app:\/\/safelight\//);
  expect(await page.evaluate(() => [typeof globalThis.require, typeof globalThis.process])).toEqual([
    'undefined',
    'undefined',
  ]);
  expect(await page.evaluate(() => Object.keys(window.safelight ?? {}).sort())).toEqual(
    ['chooseFolder', 'choosePhotos', 'dragOut', 'onOpened', 'pathOf', 'reveal', 'trashOutputs'].sort(),
  );
});

test('runs nothing inline and goes nowhere else', async () => {
  const { page, app } = started;
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
    location.href = 'https://evil.example/';
    window.open('https://evil.example/');
  });
  expect(await page.evaluate(() => 'injected' in window)).toBe(false);
  expect(page.url()).toMatch(/^app:\/\/safelight\//);
  expect(app.windows()).toHaveLength(1);
});

test('does a whole batch in the plain Node beside it', async () => {
  const { page, folder } = started;
  const photo = join(folder, 'photo.jpg');
  await sharp({ create: { width: 1200, height: 800, channels: 3, background: '#c08040' } }).toFile(photo);
  const status = await page.evaluate(
    async ({ photo, out }) => {
      const json = async (url: string, init?: RequestInit) => (await (await fetch(url, init)).json()) as never;
      const body = { inputs: { imageInput: { paths: [photo] } }, output: { folder: out } };
      const headers = { 'content-type': 'application/json' };
      const run: { id: number } = await json('/workflows/web/runs', {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      return await new Promise<string>((resolve) => {
        const stream = new EventSource('/events');
        stream.onmessage = (message) => {
          const event = JSON.parse(String(message.data)) as { event: string; run?: { id: number; status: string } };
          if (event.event === 'run.finished' && event.run?.id === run.id) resolve(event.run.status);
        };
      });
    },
    { photo, out: join(folder, 'out') },
  );
  expect(status).toBe('completed');
  expect(await readdir(join(folder, 'out'))).toHaveLength(1);
});

test('answers ranges over app://', async () => {
  const { page } = started;
  const asset = await page.evaluate(() => document.querySelector('script[src]')?.getAttribute('src') ?? '');
  const answer = await page.evaluate(async (url) => {
    const response = await fetch(url, { headers: { range: 'bytes=0-9' } });
    return [response.status, (await response.arrayBuffer()).byteLength];
  }, asset);
  expect([
    [206, 10],
    [200, answer[1]],
  ]).toContainEqual(answer);
});

test('a second start hands its files to the first', async () => {
  const { page, folder, app } = started;
  const photo = join(folder, 'second.jpg');
  await sharp({ create: { width: 60, height: 40, channels: 3, background: '#808080' } }).toFile(photo);
  await app.evaluate(
    ({ app: electron }, path) => electron.emit('second-instance', {}, ['safelight', path], '/'),
    photo,
  );
  await expect(page.getByRole('dialog')).toContainText('1 photo');
});

test('keeps its log and its window’s place in the data folder', async () => {
  const { app, folder } = started;
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect
    .poll(() => readdir(join(folder, 'data')))
    .toEqual(expect.arrayContaining(['logs', 'crashes', 'window.json']));
});
