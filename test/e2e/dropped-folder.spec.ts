import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { complaintsOf } from './complaints.ts';
import { photoFolder } from './photos.ts';
import { type Served, serve } from './serve.ts';

test.setTimeout(180_000);
const PATIENCE = { timeout: 90_000 };

let served: Served;
test.beforeAll(async () => {
  served = await serve();
});
test.afterAll(async () => {
  await served.stop();
});

test('a folder dropped in the browser is walked through, and its results lie in the same folders', async ({ page }) => {
  const complaints = complaintsOf(page);
  const shoot = join(served.folder, 'shoot');
  await photoFolder(shoot, ['cover.jpg']);
  await photoFolder(join(shoot, 'day 1', 'church'), ['a.jpg', 'b.jpg']);
  await photoFolder(join(shoot, 'day 2'), ['a.jpg']);
  await page.goto(served.uiUrl);
  await page.locator('h1').first().waitFor(PATIENCE);

  // A real drag from the system, which alone gives the page folders: a DataTransfer made in it has none.
  const cdp = await page.context().newCDPSession(page);
  const at = { x: 700, y: 400, data: { items: [], files: [shoot], dragOperationsMask: 1 } };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await cdp.send('Input.dispatchDragEvent', { type, ...at });

  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('heading', { name: '4 photos' })).toBeVisible(PATIENCE);
  const out = join(served.folder, 'out');
  await sheet.getByLabel('Save to').fill(out);
  await sheet.getByRole('button', { name: 'Start 4 photos' }).click(PATIENCE);
  await expect(page.getByRole('option').getByLabel('done')).toHaveCount(4, PATIENCE);
  const made = (await readdir(out, { recursive: true })).filter((name) => name.endsWith('.jpg'));
  expect(made.map((name) => name.replaceAll('\\', '/')).sort()).toEqual([
    'shoot/cover.jpg',
    'shoot/day 1/church/a.jpg',
    'shoot/day 1/church/b.jpg',
    'shoot/day 2/a.jpg',
  ]);
  expect(complaints).toEqual([]);
});
