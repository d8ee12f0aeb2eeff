import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { makeBigRun } from '../../scripts/bench/many-items.ts';
import { complaintsOf } from './complaints.ts';
import { photoFolder } from './photos.ts';
import { type Served, serve } from './serve.ts';

test.setTimeout(180_000);
const SLOW = { timeout: 60_000 };

const COUNT = 100_000;
const NAMES = ['north.jpg', 'east.jpg', 'south.jpg', 'west.jpg'];
let served: Served;
let folder: string;
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safelight-e2e-many-'));
  await photoFolder(folder, NAMES, { width: 300, height: 200 });
  const dataDir = join(folder, 'data');
  const photos = NAMES.map((name) => join(folder, name));
  await makeBigRun({ dataDir, name: 'A whole year', items: COUNT, photos });
  served = await serve(dataDir);
});
test.afterAll(async () => {
  await served.stop();
  await rm(folder, { recursive: true });
});

/** The grid, which has the keyboard. */
const grid = (page: Page) => page.getByRole('listbox', { name: 'Photos' });
const named = (page: Page, name: string) => page.getByRole('option', { name });

/** Every tile that is on the screen has its picture, or says why there is none. */
async function expectNoBlanks(page: Page): Promise<void> {
  const onScreen = () =>
    grid(page).evaluate((box) => {
      const { top, bottom } = box.getBoundingClientRect();
      const tiles = [...box.querySelectorAll('.tile')].filter((tile) => {
        const at = tile.getBoundingClientRect();
        return at.bottom > top && at.top < bottom;
      });
      const shows = (tile: Element) =>
        tile.querySelector('.tile-why') !== null || (tile.querySelector('img')?.naturalWidth ?? 0) > 0;
      return { full: tiles.length >= 20, blank: tiles.filter((tile) => !shows(tile)).length };
    });
  await expect.poll(onScreen, SLOW).toEqual({ full: true, blank: 0 });
}

test('a hundred thousand photos are scrolled, found, opened and selected as if they were a hundred', async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  await page.goto(served.uiUrl);
  await page.getByRole('link', { name: /A whole year/ }).click();
  await expect(page.getByRole('button', { name: 'All 100,000' })).toBeVisible(SLOW);
  await expect(page.getByRole('button', { name: 'Done 99,901' })).toBeVisible(SLOW);
  await expect(page.getByRole('button', { name: 'Failed 99' })).toBeVisible(SLOW);
  await expectNoBlanks(page);

  // To the middle as the scroll bar does it, to the end and back by keys.
  await grid(page).evaluate((box) => box.scrollTo(0, box.scrollHeight / 2));
  await expect(named(page, 'IMG_0050000.jpg')).toBeAttached(SLOW);
  await expectNoBlanks(page);
  await grid(page).press('End');
  await expect(named(page, 'IMG_0099999.jpg')).toBeInViewport(SLOW);
  await expectNoBlanks(page);

  // A photo opened from the end is the last one, and leads back to its place.
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText('IMG_0099999.jpg', SLOW);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'IMG_0099999.jpg', level: 1 })).toBeVisible(SLOW);
  await expect(page.getByText('100,000 of 100,000')).toBeVisible(SLOW);
  await expect(page.getByRole('img', { name: /^Histogram: .* of the picture is clipped/ })).toBeVisible(SLOW);
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('heading', { name: 'IMG_0099998.jpg', level: 1 })).toBeVisible(SLOW);
  await expect(page.getByText('99,999 of 100,000')).toBeVisible(SLOW);
  await page.keyboard.press('Escape');
  await expect(named(page, 'IMG_0099998.jpg')).toBeInViewport(SLOW);
  await expect(named(page, 'IMG_0099998.jpg')).toHaveAttribute('aria-selected', 'true', SLOW);
  await expectNoBlanks(page);

  await page.keyboard.press('/');
  await page.keyboard.type('0077123');
  await expect(page.getByRole('option')).toHaveCount(1, SLOW);
  await expect(named(page, 'IMG_0077123.jpg')).toBeVisible(SLOW);
  await page.keyboard.press('Escape');
  await expect(named(page, 'IMG_0000000.jpg')).toBeVisible(SLOW);
  await page.getByRole('button', { name: 'Failed 99' }).click();
  await expect(named(page, 'IMG_0001006.jpg')).toBeVisible(SLOW);
  await grid(page).press('End');
  await expect(named(page, 'IMG_0099006.jpg')).toBeInViewport(SLOW);

  await page.getByRole('button', { name: 'All 100,000' }).click();
  await expect(named(page, 'IMG_0000000.jpg')).toBeVisible(SLOW);
  await grid(page).press('ControlOrMeta+a');
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText('100,000 photos selected', SLOW);
  await expectNoBlanks(page);
  expect(complaints).toEqual([]);
});
