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

/** Opens the start sheet for a folder and fills it in. */
async function fillSheet(page: Page, workflow: string, source: string, out: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/batches`);
  await page.keyboard.press('n');
  await page.getByLabel('Or a folder, zip or photo by its path').fill(source);
  await page.keyboard.press('Enter');
  await page.locator(`[data-slug="${workflow}"]`).click();
  await page.getByLabel('Save to').fill(out);
}

async function startBatch(page: Page, workflow: string, source: string, out: string): Promise<void> {
  await fillSheet(page, workflow, source, out);
  await page.getByRole('button', { name: /^Start \d/ }).click({ timeout: 60_000 });
  await page.waitForURL(/#\/batches\/\d+$/);
}

/** Everything that can be seen is there. The event stream stays open, so that the network is never idle. */
async function pictures(page: Page): Promise<void> {
  await page.waitForTimeout(1000);
  const settled = () => {
    const loading = [...document.querySelectorAll('.picture[data-state="loading"], .before-after[data-busy="true"]')];
    const images = [...document.images].filter((img) => !img.complete);
    // Lazy pictures below the edge wait until somebody scrolls to them.
    return [...loading, ...images].every((element) => element.getBoundingClientRect().top > window.innerHeight);
  };
  await page.waitForFunction(settled, undefined, { timeout: 180_000 });
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
      await page.locator('.workflow-card-pictures img').nth(7).waitFor({ timeout: 120_000 });
      await pictures(page);
      await page.screenshot({ path: join(target, 'empty.png') });
      await startBatch(page, 'proof', join(photos, '..', 'formats', 'names'), join(results, 'proof'));
      await startBatch(page, 'instagram', join(photos, '..', 'formats', 'heic'), join(results, 'instagram'));
      await startBatch(page, 'web', photos, join(results, 'web'));
      await page
        .getByText(/ in \d/)
        .first()
        .waitFor({ timeout: 300_000 });
    } else {
      await page.locator('.batch-row-link').first().click();
    }
    await page.getByRole('option').first().waitFor();
    await pictures(page);
    await page.screenshot({ path: join(target, `batch${suffix}.png`) });
    await page.getByRole('option').nth(7).dblclick();
    await page.locator('.filmstrip img').first().waitFor();
    await pictures(page);
    await page.screenshot({ path: join(target, `item${suffix}.png`) });
    await page.goto(`${new URL(page.url()).origin}/#/batches`);
    await page.locator('.batch-row').nth(2).waitFor();
    await pictures(page);
    await page.screenshot({ path: join(target, `batches${suffix}.png`) });
    await fillSheet(page, 'proof', photos, join(results, 'sheet'));
    await page.locator('.before-after img').nth(5).waitFor({ timeout: 120_000 });
    await pictures(page);
    await page.screenshot({ path: join(target, `start${suffix}.png`) });
    await page.close();
  }
} finally {
  await browser.close();
  await served.stop();
  await rm(results, { recursive: true, force: true });
}
