import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { complaintsOf } from './complaints.ts';
import { type Served, serve } from './serve.ts';

// Painting samples and previews takes its time where the machine is busy.
test.setTimeout(240_000);

let served: Served;
test.beforeAll(async () => {
  served = await serve();
});
test.afterAll(async () => {
  await served.stop();
});

test('a newcomer tries the samples, watches the batch and looks at a photo’s nodes', async ({ page }) => {
  const complaints = complaintsOf(page);
  await page.goto(served.uiUrl);
  await expect(page).not.toHaveURL(/token/);
  await expect(page.getByRole('heading', { name: 'Drop photos, folders or zips' })).toBeVisible();

  await page.getByRole('button', { name: 'Try with sample photos' }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('heading', { name: '5 photos' })).toBeVisible({ timeout: 90_000 });
  const out = join(served.folder, 'out');
  await sheet.getByLabel('Save to').fill(out);
  await sheet.getByRole('button', { name: 'Start 5 photos' }).focus();
  await page.keyboard.press('Enter');

  await expect(page).toHaveURL(/#\/batches\/\d+$/, { timeout: 60_000 });
  await expect(page.getByRole('option')).toHaveCount(5, { timeout: 90_000 });
  await expect(page.getByRole('option').getByLabel('done')).toHaveCount(5, { timeout: 90_000 });
  expect((await readdir(out)).filter((name) => name.endsWith('.jpg'))).toHaveLength(5);

  await page.getByRole('option').first().dblclick();
  await expect(page).toHaveURL(/\/items\/\d+$/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('option')).toHaveCount(5);

  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/#\/batches$/);
  await page.locator('.batch-row-link').first().focus();
  await page.keyboard.press('z');
  const question = page.getByRole('dialog', { name: /Undo/ });
  await expect(question.getByText('5 files that this batch made will be deleted.')).toBeVisible();
  await question.getByRole('button', { name: 'Undo' }).click();
  await expect(question).toBeHidden();
  await expect(page.getByText('undone')).toBeVisible();
  expect(await readdir(served.folder)).not.toContain('out');
  expect(complaints).toEqual([]);
});

test('without the token nothing is shown', async ({ request }) => {
  const origin = new URL(served.uiUrl).origin;
  for (const path of ['/workflows', '/workflows/runs', '/events']) {
    expect((await request.get(origin + path)).status(), path).toBe(401);
  }
  expect((await request.get(`${origin}/workflows`, { headers: { host: 'evil.example' } })).status()).toBe(403);
});
