import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Served, serve } from './serve.ts';

let served: Served;
test.beforeAll(async () => {
  served = await serve();
});
test.afterAll(async () => {
  await served.stop();
});

test('a newcomer tries the samples, watches the batch and looks at a photo’s nodes', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('requestfailed', (request) => {
    // The page closes its own event stream when it goes away.
    if (!request.url().endsWith('/events')) complaints.push(`${request.url()} ${request.failure()?.errorText}`);
  });

  await page.goto(served.uiUrl);
  await expect(page).not.toHaveURL(/token/);
  await expect(page.getByRole('heading', { name: 'Choose photos and what to do with them' })).toBeVisible();

  await page.getByRole('button', { name: 'Try with sample photos' }).click();
  await expect(page.getByLabel('Photos')).toHaveValue(/samples/, { timeout: 30_000 });
  const out = join(served.folder, 'out');
  await page.getByLabel('Save to').fill(out);
  await page.getByRole('button', { name: 'Start' }).click();

  await expect(page.getByRole('option')).toHaveCount(5, { timeout: 30_000 });
  await expect(page.getByRole('option').getByLabel('done')).toHaveCount(5, { timeout: 30_000 });
  expect((await readdir(out)).filter((name) => name.endsWith('.jpg'))).toHaveLength(5);

  await page.getByRole('option').first().dblclick();
  const strip = page.locator('.filmstrip button');
  await expect(strip).toHaveCount(4);
  for (const picture of await strip.locator('img').all()) {
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
  }
  await page.keyboard.press('Escape');
  await expect(page.getByRole('option')).toHaveCount(5);

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('5 files that this batch made will be deleted.')).toBeVisible();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('alertdialog')).toBeHidden();
  expect(await readdir(served.folder)).not.toContain('out');
  expect(complaints).toEqual([]);
});

test('without the token nothing is shown', async ({ request }) => {
  const origin = new URL(served.uiUrl).origin;
  for (const path of ['/', '/workflows', '/workflows/runs', '/events']) {
    expect((await request.get(origin + path)).status(), path).toBe(401);
  }
  expect((await request.get(`${origin}/workflows`, { headers: { host: 'evil.example' } })).status()).toBe(403);
});
