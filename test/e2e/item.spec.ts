import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { violationsOf } from './axe.ts';
import { complaintsOf } from './complaints.ts';
import { photoFolder, startRun } from './photos.ts';
import { type Served, serve } from './serve.ts';

test.setTimeout(120_000);

let served: Served;
test.beforeAll(async () => {
  served = await serve();
});
test.afterAll(async () => {
  await served.stop();
});

test('a photo is opened, its nodes compared, zoomed, and kept so for the next one', async ({ page }) => {
  const complaints = complaintsOf(page);
  const folder = join(served.folder, 'shoot');
  await photoFolder(folder, ['a.jpg', 'b.jpg', 'c.jpg'], { width: 3000, height: 2000 });
  await page.goto(served.uiUrl);
  await startRun(page, 'web', {
    name: 'Shoot',
    inputs: { imageInput: { paths: [folder] } },
    output: { folder: join(served.folder, 'out') },
  });
  await expect(page.getByRole('button', { name: 'Done 3' })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('option', { name: /^a.jpg/ }).dblclick();
  await expect(page).toHaveURL(/\/items\/\d+$/);
  await expect(page.getByText('1 of 3')).toBeVisible();

  const film = page.getByRole('navigation', { name: 'Nodes' }).getByRole('button');
  await expect(film.first()).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('img', { name: 'after: Export' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('img', { name: 'before: Photos' })).toBeVisible();
  await expect(page.getByRole('img', { name: /^Histogram: / })).toBeVisible();
  expect(await violationsOf(page)).toEqual([]);

  await film.filter({ hasText: 'Resize' }).click();
  await film.filter({ hasText: 'Photos' }).click();
  await expect(page.getByRole('img', { name: 'after: Resize' })).toBeVisible({ timeout: 30_000 });

  await page.keyboard.press('1');
  const after = page.getByRole('img', { name: 'after: Resize' });
  const width = () => after.evaluate((image) => image.getBoundingClientRect().width);
  await expect.poll(width).toBe(2048);
  await page.keyboard.press('2');
  await expect.poll(width).toBe(4096);
  await page.keyboard.press('c');
  await expect(page.getByRole('button', { name: 'Side by side' })).toHaveAttribute('aria-pressed', 'true');

  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('heading', { name: 'b.jpg' })).toBeVisible();
  await expect(page.getByText('2 of 3')).toBeVisible();
  await expect.poll(width).toBe(4096);
  await expect(page.getByRole('button', { name: 'Side by side' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('f');

  const pane = page.getByRole('group', { name: /^after: Resize/ });
  await pane.hover();
  const fitted = await width();
  await page.mouse.wheel(0, -400);
  await expect.poll(width).toBeGreaterThan(fitted * 1.2);

  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/#\/batches\/\d+$/);
  expect(complaints).toEqual([]);
});

test('one photo gets settings of its own and is done again from there', async ({ page }) => {
  const complaints = complaintsOf(page);
  const folder = join(served.folder, 'one');
  await photoFolder(folder, ['one.jpg', 'two.jpg'], { width: 1200, height: 800 });
  await page.goto(served.uiUrl);
  await startRun(page, 'web', {
    name: 'One',
    inputs: { imageInput: { paths: [folder] } },
    output: { folder: join(served.folder, 'one-out') },
  });
  await expect(page.getByRole('button', { name: 'Done 2' })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('option', { name: /^one.jpg/ }).dblclick();
  const quality = page.getByRole('region', { name: 'Inspector' }).getByRole('textbox', { name: 'Quality' });
  await quality.fill('40');
  await quality.press('Enter');
  await expect(page.getByText('this photo only').first()).toBeVisible();
  await page.getByRole('button', { name: 'Rerun from Export' }).click();
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText('2 attempts', { timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'As in the workflow' })).toBeEnabled({ timeout: 30_000 });
  expect(complaints).toEqual([]);
});
