/**
 * Writes docs/screenshots/*.png (1440 × 900, dark; `-light` beside them) of every screen, from the real program over real photos:
 * `npm run screenshots [folder of photos] [home]`. `home` is a folder to be made, in which everything lies as on a photographer's own
 * machine, since its path is seen on the pictures; it is removed afterwards. Default: a temp folder. Needs a Chromium (see
 * playwright.config.ts for where it is looked for) and a build.
 */
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import config from '../playwright.config.ts';
import { serve } from '../test/e2e/serve.ts';
import { LOOKBOOK } from './screenshots/lookbook.ts';

const given = resolve(process.argv[2] ?? join(process.env['SAFELIGHT_CORPUS'] ?? '../shared/corpus', 'photos'));
const target = resolve('docs/screenshots');
const home = await aHome(process.argv[3]);
const pictureFolder = join(home, 'Pictures');
const photos = join(pictureFolder, 'Spring lookbook');

/** Throws when the folder exists: what is in it would be removed. */
async function aHome(path: string | undefined): Promise<string> {
  if (path === undefined) return await mkdtemp(join(tmpdir(), 'safelight-screenshots-'));
  await mkdir(resolve(path));
  return resolve(path);
}

/** A request as the screens make it. */
async function call<T>(page: Page, method: string, path: string, body?: object): Promise<T> {
  const answer = await page.evaluate(
    async ([how, where, what]) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(where, { method: how, ...(what === null ? {} : { headers, body: what }) });
      return { ok: response.ok, text: await response.text() };
    },
    [method, path, body === undefined ? null : JSON.stringify(body)] as const,
  );
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.text}`);
  return JSON.parse(answer.text) as T;
}

/** Does a whole run, and answers its id. */
async function runOver(page: Page, workflow: string, paths: string[]): Promise<number> {
  const body = { inputs: { imageInput: { paths } }, output: { folder: join(home, 'Delivered', workflow) } };
  const { id } = await call<{ id: number }>(page, 'POST', `/workflows/${workflow}/runs`, body);
  for (;;) {
    const { finishedAt } = await call<{ finishedAt: string | null }>(page, 'GET', `/workflows/runs/${id}?pageSize=1`);
    if (finishedAt !== null) return id;
    await page.waitForTimeout(500);
  }
}

/** The editor shows this photo, and offers the others. */
async function previewOn(page: Page, name: string): Promise<void> {
  const others = (await readdir(photos)).filter((one) => one !== name).slice(0, 9);
  const last = [name, ...others].map((one) => ({ name: one, source: { path: join(photos, one) } }));
  await page.evaluate(
    (kept) => localStorage.setItem('safelight.editor.photos', kept),
    JSON.stringify({ last, chosen: JSON.stringify(last[0]!.source) }),
  );
}

interface Content {
  runId: number;
  failedRunId: number;
  itemId: number;
}

/** Runs that went well and one with failures, hot folders in three states, keys. */
async function fill(page: Page): Promise<Content> {
  const names = await readdir(photos);
  const broken = join(pictureFolder, 'Card 2');
  const capture = join(pictureFolder, 'Capture');
  const away = join(home, 'Shared folder');
  for (const folder of [broken, capture, away]) await mkdir(folder);
  await Promise.all(names.slice(0, 5).map((name) => copyFile(join(photos, name), join(broken, name))));
  for (const n of [1, 2, 3]) await writeFile(join(broken, `torn-${n}.jpg`), Buffer.from('ffd8ffe000104a46', 'hex'));
  const watch = (folder: string, workflow: string, more: object = {}) =>
    call<{ id: number }>(page, 'POST', '/hot-folders', {
      folder,
      workflow,
      settleSeconds: 0.5,
      quietSeconds: 1,
      ...more,
    });
  await watch(capture, 'web');
  await watch(away, 'print', { afterwards: 'move' });
  await Promise.all(names.slice(5, 9).map((name) => copyFile(join(photos, name), join(capture, name))));
  const failedRunId = await runOver(page, 'proof', [broken]);
  await call(page, 'POST', '/workflows', LOOKBOOK);
  const runId = await runOver(page, LOOKBOOK.slug, [photos]);
  await rm(away, { recursive: true });
  await call(page, 'POST', '/keys', { name: 'Shop upload', capabilities: ['workflow:web:run'], folders: [capture] });
  await call(page, 'POST', '/keys', { name: 'Backup script', capabilities: ['workflow:read'] });
  const { items } = await call<{ items: { id: number; name: string }[] }>(
    page,
    'GET',
    `/workflows/runs/${runId}?pageSize=100`,
  );
  const shown = items[Math.floor(items.length / 3)]!;
  await previewOn(page, shown.name);
  return { runId, failedRunId, itemId: shown.id };
}

/** Everything that can be seen is there. The event stream stays open, so that the network is never idle. */
async function pictures(page: Page): Promise<void> {
  await page.waitForTimeout(1500);
  const settled = () => {
    const waiting =
      '.picture[data-state="loading"], .before-after[data-busy="true"], .card-picture:not(.card-no-picture, :has(img))';
    const loading = [...document.querySelectorAll(waiting)];
    const images = [...document.images].filter((img) => !img.complete);
    // Lazy pictures below the edge wait until somebody scrolls to them.
    return [...loading, ...images].every((element) => element.getBoundingClientRect().top > window.innerHeight);
  };
  await page.waitForFunction(settled, undefined, { timeout: 180_000 });
}

/** Opens the start sheet for the photos. */
async function openSheet(page: Page): Promise<void> {
  await page.keyboard.press('n');
  await page.getByLabel('Or a folder, zip or photo by its path').fill(photos);
  await page.keyboard.press('Enter');
  await page.locator('[data-slug="proof"]').click();
  await page.locator('.before-after img').nth(5).waitFor({ timeout: 180_000 });
}

/** What is photographed: a name, where it is, and what is done there first. */
function scenes(content: Content): [name: string, address: string, first?: (page: Page) => Promise<unknown>][] {
  const settings = (section: string) => (page: Page) => page.getByRole('tab', { name: section }).click();
  return [
    ['batches', '#/batches'],
    ['start', '#/batches', openSheet],
    ['batch', `#/batches/${content.runId}`],
    ['batch-failed', `#/batches/${content.failedRunId}`],
    [
      'quick-look',
      `#/batches/${content.runId}`,
      async (page) => {
        await page.getByRole('option').nth(4).click();
        await page.keyboard.press('Space');
      },
    ],
    ['item', `#/batches/${content.runId}/items/${content.itemId}`],
    ['item-full-size', `#/batches/${content.runId}/items/${content.itemId}`, (page) => page.keyboard.press('2')],
    ['workflows', '#/workflows'],
    ['editor', `#/workflows/${LOOKBOOK.slug}`, (page) => page.locator('.react-flow__node[data-id="curve"]').click()],
    ['editor-built-in', '#/workflows/instagram'],
    [
      'hot-folders',
      '#/hot-folders',
      (page) => page.getByText('cannot be reached', { exact: true }).waitFor({ timeout: 90_000 }),
    ],
    ['hot-folder-new', '#/hot-folders', (page) => page.keyboard.press('n')],
    ['settings', '#/settings', settings('Results')],
    ['settings-keys', '#/settings', settings('Keys')],
    ['settings-about', '#/settings', settings('About')],
  ];
}

/** In both themes; a scene that fails is told of and does not keep the others from being taken. */
async function take(page: Page, name: string, act?: () => Promise<unknown>): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    try {
      if (colorScheme === 'dark') await act?.();
      await pictures(page);
      await page.screenshot({ path: join(target, `${name}${colorScheme === 'dark' ? '' : '-light'}.png`) });
    } catch (error) {
      process.exitCode = 1;
      console.error(`${name}, ${colorScheme}: ${String(error)}`);
    }
  }
}

await mkdir(photos, { recursive: true });
for (const name of await readdir(given))
  if (/\.jpe?g$/i.test(name)) await copyFile(join(given, name), join(photos, name));
const served = await serve(join(home, 'Safelight'));
const browser = await chromium.launch(config.use?.launchOptions ?? {});
try {
  await mkdir(target, { recursive: true });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
  await page.goto(served.uiUrl);
  const origin = new URL(page.url()).origin;
  const open = async (address: string) => {
    // By way of nowhere, so that no dialog of the screen before stays open.
    await page.goto('about:blank');
    await page.goto(`${origin}/${address}`);
  };
  await take(page, 'empty', () => page.locator('.workflow-card-pictures img').nth(7).waitFor({ timeout: 120_000 }));
  await open('#/hot-folders');
  await take(page, 'hot-folders-empty');
  const content = await fill(page);
  for (const [name, address, first] of scenes(content)) {
    await open(address);
    await page.locator('.screen').waitFor();
    await take(page, name, () => (first === undefined ? Promise.resolve() : first(page)));
  }
} finally {
  await browser.close();
  await served.stop();
  await rm(home, { recursive: true, force: true });
}
