import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { violationsOf } from './axe.ts';
import { complaintsOf } from './complaints.ts';
import { type Served, serve } from './serve.ts';

test.setTimeout(180_000);

let served: Served;
test.beforeAll(async () => {
  served = await serve();
});
test.afterAll(async () => {
  await served.stop();
});

const photo = (background: string): Promise<Buffer> =>
  sharp({ create: { width: 900, height: 600, channels: 3, background } })
    .jpeg()
    .toBuffer();

test('a folder is watched, a photo that lands in it is done, and the card says so by itself', async ({ page }) => {
  const complaints = complaintsOf(page);
  const capture = join(served.folder, 'Capture');
  const results = join(served.folder, 'Delivered');
  await mkdir(capture);
  await page.goto(served.uiUrl);
  await page.getByRole('link', { name: 'Hot folders' }).click();
  await expect(page.getByRole('heading', { name: 'Let photos do themselves' })).toBeVisible();

  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Folder to watch').fill(capture);
  await dialog.getByLabel('Results go to').fill(results);
  await dialog.getByText('More settings').click();
  const settle = dialog.getByLabel('At rest after');
  await settle.fill('0.2');
  const quiet = dialog.getByLabel('One batch: within');
  await quiet.fill('0');
  await dialog.getByRole('combobox', { name: 'Originals afterwards' }).click();
  await page.getByRole('option', { name: 'are moved aside' }).click();
  await expect(dialog.getByRole('note')).toContainText(join(capture, 'processed'));
  await dialog.getByRole('combobox', { name: 'Originals afterwards' }).click();
  await page.getByRole('option', { name: 'stay where they are' }).click();
  await dialog.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(dialog).toBeHidden();

  const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Capture' }) });
  await expect(card.getByText('watching')).toBeVisible();
  await writeFile(join(capture, 'first.jpg'), await photo('#204080'));
  await expect(card.locator('[data-key=done] dd')).toHaveText('1', { timeout: 60_000 });
  await expect(card.getByText(/Last: first\.jpg/)).toBeVisible();
  expect(await readdir(results)).toHaveLength(1);
  await expect(card.getByRole('link', { name: /1 photo in/ })).toBeVisible();
  const found = await violationsOf(page);
  expect(found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);

  await card.getByRole('switch', { name: 'Watch Capture' }).focus();
  await page.keyboard.press('Space');
  await expect(card.getByText('off', { exact: true })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(card.getByText('watching')).toBeVisible();

  await rm(capture, { recursive: true });
  await expect(card.getByText('cannot be reached', { exact: true })).toBeVisible({ timeout: 90_000 });
  await expect(card.getByRole('status')).toContainText('goes on by itself when it is back');

  await card.getByRole('button', { name: 'What to do with Capture' }).click();
  await page.getByRole('menuitem', { name: 'Stop watching for good…' }).click();
  await expect(page.getByRole('dialog')).toContainText('All files and all batches stay');
  await page.getByRole('dialog').getByRole('button', { name: 'Stop watching' }).click();
  await expect(page.getByRole('heading', { name: 'Let photos do themselves' })).toBeVisible();
  expect(await readdir(results)).toHaveLength(1);
  expect(complaints).toEqual([]);
});

test('a folder that is not there is refused with a sentence, and the dialog stays', async ({ page }) => {
  await page.goto(served.uiUrl);
  await page.goto(`${new URL(page.url()).origin}/#/hot-folders`);
  await page.getByRole('button', { name: 'Watch a folder' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Folder to watch').fill(join(served.folder, 'nowhere'));
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('Make it first, then watch it');
});
