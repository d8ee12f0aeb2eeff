import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { photoFolder, startRun } from './photos.ts';
import { serve } from './serve.ts';

test.setTimeout(300_000);
const PATIENCE = { timeout: 90_000 };

test('when Safelight ends, the window says so, and comes back by itself with what happened meanwhile', async ({
  page,
}) => {
  const data = await mkdtemp(join(tmpdir(), 'safelight-e2e-kept-'));
  const before = await serve(data);
  const port = Number(new URL(before.uiUrl).port);
  await page.goto(before.uiUrl);
  await photoFolder(join(before.folder, 'photos'), ['one.jpg', 'two.jpg']);
  await startRun(page, 'web', {
    inputs: { input: { folder: join(before.folder, 'photos') } },
    output: { folder: join(before.folder, 'out') },
  });
  await expect(page.getByRole('option').getByLabel('done')).toHaveCount(2, PATIENCE);
  await page.goto(new URL('#/batches', page.url()).href);
  await expect(page.locator('.batch-row-link')).toHaveCount(1, PATIENCE);

  await before.stop();
  const lost = page.getByText('Connection to Safelight lost, trying again…');
  await expect(lost).toBeVisible(PATIENCE);
  // What was there stays there to be looked at.
  await expect(page.locator('.batch-row-link')).toHaveCount(1);

  const after = await serve(data, port);
  try {
    await expect(lost).toBeHidden(PATIENCE);
    await page.locator('.batch-row-link').first().click();
    await expect(page.getByRole('option')).toHaveCount(2, PATIENCE);
  } finally {
    await after.stop();
    await rm(data, { recursive: true, force: true });
  }
});
