/**
 * Writes docs/screenshots/*.png (1440 × 900) from the real program over real photos: `npm run screenshots [folder of photos]`.
 * Needs a Chromium (see playwright.config.ts for where it is looked for) and a build.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import config from '../playwright.config.ts';
import { serve } from '../test/e2e/serve.ts';

const photos = resolve(process.argv[2] ?? join(process.env['SAFELIGHT_CORPUS'] ?? '../shared/corpus', 'photos'));
const target = resolve('docs/screenshots');

async function startBatch(page: Page, workflow: string, source: string, out: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/`);
  await page.getByLabel('Photos').fill(source);
  await page.getByLabel('Workflow').selectOption(workflow);
  await page.getByLabel('Save to').fill(out);
  await page.getByRole('button', { name: 'Start' }).click();
  await page.waitForURL(/#\/runs\/\d+$/);
}

async function pictures(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => {});
  await page.waitForFunction(() => [...document.images].every((img) => img.complete), undefined, { timeout: 120_000 });
}

const served = await serve();
const results = await mkdtemp(join(tmpdir(), 'safelight-screenshots-'));
const browser = await chromium.launch(config.use?.launchOptions ?? {});
try {
  await mkdir(target, { recursive: true });
  for (const colorScheme of ['dark', 'light'] as const) {
    const suffix = colorScheme === 'dark' ? '' : '-light';
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme });
    await page.goto(served.uiUrl);
    if (colorScheme === 'dark') {
      await page.getByRole('button', { name: 'Try with sample photos' }).waitFor();
      await page.screenshot({ path: join(target, 'empty.png') });
      await startBatch(page, 'proof', join(photos, '..', 'formats', 'names'), join(results, 'proof'));
      await startBatch(page, 'instagram', join(photos, '..', 'formats', 'heic'), join(results, 'instagram'));
      await startBatch(page, 'web', photos, join(results, 'web'));
      await page
        .getByText(/ in \d/)
        .first()
        .waitFor({ timeout: 300_000 });
    } else {
      await page.locator('.batch-row').first().click();
    }
    await page.getByRole('option').first().waitFor();
    await pictures(page);
    await page.screenshot({ path: join(target, `batch${suffix}.png`) });
    await page.getByRole('option').nth(7).dblclick();
    await page.locator('.filmstrip img').first().waitFor();
    await pictures(page);
    await page.screenshot({ path: join(target, `item${suffix}.png`) });
    await page.goto(`${new URL(page.url()).origin}/#/`);
    await page.locator('.batch-row').nth(2).waitFor();
    await pictures(page);
    await page.screenshot({ path: join(target, `batches${suffix}.png`) });
    await page.close();
  }
} finally {
  await browser.close();
  await served.stop();
  await rm(results, { recursive: true, force: true });
}
