import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { violationsOf } from './axe.ts';
import { complaintsOf } from './complaints.ts';
import { photoFolder, startRun } from './photos.ts';
import { type Served, serve } from './serve.ts';

// Every screen is looked at by axe; where the machine is busy, that takes its time.
test.setTimeout(240_000);
const PATIENCE = { timeout: 90_000 };

let served: Served;
test.beforeAll(async () => {
  served = await serve();
});
test.afterAll(async () => {
  await served.stop();
});

/** Chosen so that each theme and each language is seen on every screen. */
const LOOKS = [
  {
    theme: 'dark',
    language: 'en',
    words: { preview: 'Preview', photos: '2 photos', failed: '1 photo failed', resize: 'Resize' },
  },
  {
    theme: 'light',
    language: 'de',
    words: { preview: 'Vorschau', photos: '2 Fotos', failed: '1 Foto fehlgeschlagen', resize: 'Größe ändern' },
  },
] as const;

/** A batch with a failed photo, and a watched folder. Answers the run's id. */
async function somethingToShow(page: Page): Promise<number> {
  const folder = join(served.folder, 'photos');
  await photoFolder(folder, ['one.jpg', 'two.jpg', 'three.jpg']);
  await photoFolder(join(served.folder, 'whole'), ['four.jpg', 'five.jpg']);
  await writeFile(join(folder, 'notes.jpg'), 'no picture at all');
  await page.goto(served.uiUrl);
  const runId = await startRun(page, 'web', {
    inputs: { input: { folder } },
    output: { folder: join(served.folder, 'out') },
  });
  await expect(page.getByRole('option')).toHaveCount(4, PATIENCE);
  await expect(page.getByRole('option').getByLabel('done')).toHaveCount(3, PATIENCE);
  return runId;
}

async function checked(page: Page, what: string): Promise<void> {
  // Fades lower the contrast for as long as they last.
  await page.waitForFunction(() => document.getAnimations().every((one) => one.playState !== 'running'));
  const violations = await violationsOf(page);
  const told = violations.flatMap((one) => one.nodes.map((node) => `${what}: ${one.id} ${node.target.join(' ')}`));
  expect(told).toEqual([]);
}

test('every screen is free of axe’s violations, errors and failed requests, in both themes and languages', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const runId = await somethingToShow(page);
  // From here on: that a photo is damaged is only known once its thumbnail was asked for.
  const complaints = complaintsOf(page);
  for (const { theme, language, words } of LOOKS) {
    const look = `${theme}, ${language}`;
    await page.evaluate(
      ([theme, language]) => {
        localStorage.setItem('safelight.theme', theme);
        localStorage.setItem('safelight.language', language);
      },
      [theme, language] as const,
    );
    const show = async (address: string) => {
      await page.goto(new URL(address, page.url()).href);
      await page.locator('main h1, .frame h1').first().waitFor(PATIENCE);
    };
    await show('#/batches');
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
    await expect(page.getByText(words.failed).first()).toBeVisible(PATIENCE);
    await checked(page, `${look}: batches`);

    await page.keyboard.press('n');
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('region', { name: words.preview }).getByRole('textbox').fill(join(served.folder, 'whole'));
    await page.keyboard.press('Enter');
    await expect(sheet.getByRole('heading', { name: words.photos })).toBeVisible(PATIENCE);
    await expect(sheet.getByRole('figure').first()).toBeVisible(PATIENCE);
    await checked(page, `${look}: start`);
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await checked(page, `${look}: help`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeVisible();
    await checked(page, `${look}: palette`);
    await page.keyboard.press('Escape');

    await show(`#/batches/${runId}`);
    await expect(page.getByRole('option')).toHaveCount(4, PATIENCE);
    await checked(page, `${look}: batch`);
    await page.getByRole('option', { name: /^one.jpg/ }).dblclick();
    await expect(page).toHaveURL(/\/items\/\d+$/);
    await expect(page.getByText(words.resize).first()).toBeVisible(PATIENCE);
    await checked(page, `${look}: item`);

    await show('#/workflows');
    await checked(page, `${look}: workflows`);
    await show('#/workflows/web');
    await expect(page.getByText(words.resize).first()).toBeVisible(PATIENCE);
    await checked(page, `${look}: editor`);
    await show('#/hot-folders');
    await checked(page, `${look}: hot folders`);
    await show('#/settings');
    await checked(page, `${look}: settings`);
  }
  expect(complaints).toEqual([]);
});

test('nothing is cut off at 900 px, nor at twice the size', async ({ page }) => {
  await page.goto(served.uiUrl);
  const folder = join(served.folder, 'narrow');
  await photoFolder(folder, ['a.jpg']);
  await writeFile(join(folder, 'notes.jpg'), 'no picture at all');
  const runId = await startRun(page, 'web', {
    name: 'Wedding of Annemarie and Maximilian von Hohenfels-Lindenau, second shooter',
    inputs: { input: { folder } },
    output: { folder: join(served.folder, 'narrow-out') },
  });
  await expect(page.getByRole('button', { name: 'Retry failed' })).toBeVisible(PATIENCE);
  await expectToolbarInReach(page, 'a batch with a long name');
  // 720 × 450 is what a window of 1440 × 900 has at a scale of 200 %.
  for (const size of [
    { width: 900, height: 700 },
    { width: 720, height: 450 },
  ]) {
    await page.setViewportSize(size);
    for (const address of [
      '#/batches',
      `#/batches/${runId}`,
      '#/workflows',
      '#/workflows/web',
      '#/hot-folders',
      '#/settings',
    ]) {
      await page.goto(new URL(address, page.url()).href);
      await page.locator('h1').first().waitFor(PATIENCE);
      await expectNoSideways(page, address);
      await expectToolbarInReach(page, address);
    }
    await page.goto(new URL('#/batches', page.url()).href);
    for (const key of ['n', '?', 'Control+k']) {
      await page.keyboard.press(key);
      const dialog = page.getByRole('dialog');
      await expect(dialog).toBeVisible(PATIENCE);
      const box = (await dialog.boundingBox())!;
      expect(box.x, key).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width, key).toBeLessThanOrEqual(size.width);
      expect(box.y + box.height, key).toBeLessThanOrEqual(size.height + 1);
      await expectNoSideways(page, key);
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
    }
  }
});

/** What can be done stands in the toolbar whole, however long the names beside it are. */
async function expectToolbarInReach(page: Page, what: string): Promise<void> {
  const cut = await page.evaluate(() => {
    const { width } = document.documentElement.getBoundingClientRect();
    return [...document.querySelectorAll('.toolbar > :is(button, a), .toolbar > button .mantine-Button-label')]
      .filter((one) => {
        const { right } = one.getBoundingClientRect();
        // In narrow windows a label is there for screen readers only, one pixel wide.
        return right > width || (one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1);
      })
      .map((one) => one.getAttribute('aria-label') ?? one.textContent);
  });
  expect(cut, what).toEqual([]);
}

async function expectNoSideways(page: Page, what: string): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, what).toBeLessThanOrEqual(0);
}
