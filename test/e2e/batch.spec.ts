import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { OutputsOf } from '../../src/contract/native.ts';
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

const inputs = (folder: string) => ({ imageInput: { paths: [folder] } });

test('a photo that fails says why, is found by its filter, and goes well once its file is whole', async ({ page }) => {
  const complaints = complaintsOf(page);
  const folder = join(served.folder, 'shoot');
  const names = Array.from({ length: 8 }, (_, n) => `IMG_${2200 + n}.jpg`);
  await photoFolder(folder, names);
  const whole = await readFile(join(folder, 'IMG_2203.jpg'));
  await writeFile(join(folder, 'IMG_2203.jpg'), whole.subarray(0, whole.length / 2));
  await page.goto(served.uiUrl);
  await startRun(page, 'web', {
    name: 'Spring',
    inputs: inputs(folder),
    output: { folder: join(served.folder, 'out') },
  });

  const tiles = page.getByRole('option');
  await expect(tiles).toHaveCount(8, { timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Done 7' })).toBeVisible({ timeout: 60_000 });

  await page.getByRole('button', { name: 'Failed 1' }).click();
  await expect(tiles).toHaveCount(1);
  await expect(tiles.first()).toContainText('IMG_2203.jpg');
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText('is incomplete');
  expect(await violationsOf(page)).toEqual([]);

  await writeFile(join(folder, 'IMG_2203.jpg'), whole);
  await page.keyboard.press('r');
  await expect(page.getByRole('button', { name: 'Done 8' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('No photos here')).toBeVisible();
  await page.getByRole('button', { name: 'Show all photos' }).click();
  await expect(tiles).toHaveCount(8);

  await page.keyboard.press('/');
  await page.keyboard.type('2205');
  await expect(tiles).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(tiles).toHaveCount(8);
  expect(complaints).toEqual([]);
});

test('keys and clicks select, look, open, and undo takes the files back', async ({ page }) => {
  const complaints = complaintsOf(page);
  const folder = join(served.folder, 'keys');
  const out = join(served.folder, 'keys-out');
  await photoFolder(folder, ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg']);
  await page.goto(served.uiUrl);
  await startRun(page, 'web', { name: 'Keys', inputs: inputs(folder), output: { folder: out } });
  await expect(page.getByRole('button', { name: 'Done 4' })).toBeVisible({ timeout: 60_000 });
  const chosen = page.locator('.tile[aria-selected=true]');

  await page.getByRole('option', { name: /^b.jpg/ }).click();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(chosen).toHaveCount(2);
  await page.getByRole('option', { name: /^a.jpg/ }).click({ modifiers: ['ControlOrMeta'] });
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText('3 photos selected');
  await page.keyboard.press('Control+a');
  await expect(chosen).toHaveCount(4);
  await page.keyboard.press('Home');
  await expect(chosen).toHaveCount(1);

  await page.keyboard.press('Space');
  const look = page.getByRole('dialog', { name: 'Quick look: a.jpg' });
  await expect(look.getByRole('img', { name: 'a.jpg' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('dialog', { name: 'Quick look: b.jpg' })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.getByRole('option', { name: /^c.jpg/ }).click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Copy path of the result' })).toBeVisible();
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');

  expect(await readdir(out)).toHaveLength(4);
  await page.keyboard.press('z');
  const question = page.getByRole('dialog');
  await expect(question).toContainText('4 files that this batch made will be deleted.');
  await question.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('This batch was undone')).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => readdir(out).catch(() => [])).toEqual([]);
  expect(complaints).toEqual([]);
});

test('in the desktop window, results are moved to the trash and dragged out by their photos', async ({ page }) => {
  const asked = { trash: [] as OutputsOf[], drag: [] as OutputsOf[] };
  await page.exposeFunction('tellTest', (what: 'trash' | 'drag', which: OutputsOf) => asked[what].push(which));
  // What the preload puts there, with nothing behind it; test/main/shell looks at that side.
  await page.addInitScript(() => {
    const { tellTest } = window as unknown as { tellTest: (what: string, which: unknown) => void };
    Object.assign(window, {
      safelight: {
        dragOut: (which: unknown) => tellTest('drag', which),
        trashOutputs: async (which: { itemIds: number[] }) => {
          tellTest('trash', which);
          return { trashed: which.itemIds.length, kept: [{ path: '/out/x.jpg', why: 'changed' }] };
        },
        onOpened: () => () => {},
      },
    });
  });
  const folder = join(served.folder, 'discarded');
  await photoFolder(folder, ['a.jpg', 'b.jpg', 'c.jpg']);
  await page.goto(served.uiUrl);
  const output = { folder: join(served.folder, 'discarded-out') };
  const runId = await startRun(page, 'web', { name: 'Discarded', inputs: inputs(folder), output });
  await expect(page.getByRole('button', { name: 'Done 3' })).toBeVisible({ timeout: 60_000 });

  await page.getByRole('option', { name: /^a.jpg/ }).click();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Delete');
  const notice = page.getByRole('status').filter({ hasText: '2 files are in the trash.' });
  await expect(notice).toContainText('“x.jpg” stays: it was changed after Safelight made it.');
  expect(asked.trash).toMatchObject([{ runId, itemIds: [expect.any(Number), expect.any(Number)] }]);
  await notice.getByRole('button', { name: 'Close' }).click();
  await expect(notice).toBeHidden();

  const last = page.getByRole('option', { name: /^c.jpg/ });
  await last.click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Move result to the trash' })).toBeVisible();
  await page.keyboard.press('Escape');
  await last.dispatchEvent('dragstart', { dataTransfer: await page.evaluateHandle(() => new DataTransfer()) });
  await expect.poll(() => asked.drag).toMatchObject([{ runId, itemIds: [expect.any(Number)] }]);

  await page.keyboard.press('/');
  await page.keyboard.type('a.jpg');
  await page.keyboard.press('Control+Backspace');
  await page.keyboard.press('Delete');
  await expect(page.getByRole('searchbox')).not.toHaveValue('a.jpg');
  expect(asked.trash).toHaveLength(1);
});

test('a batch is paused, resumed and cancelled while it runs', async ({ page }) => {
  const complaints = complaintsOf(page);
  const folder = join(served.folder, 'many');
  await photoFolder(
    folder,
    Array.from({ length: 40 }, (_, n) => `many-${n}.jpg`),
    { width: 1600, height: 1200 },
  );
  await page.goto(served.uiUrl);
  await startRun(page, 'web', { name: 'Many', inputs: inputs(folder), output: { folder: join(served.folder, 'm') } });
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('p');
  // Photos that are in work are finished first.
  await expect(page.getByText(/^Paused\. \d+ photos? (is|are) left\.$/)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('x');
  const question = page.getByRole('dialog');
  await expect(question).toContainText('will not be worked on');
  await question.getByRole('button', { name: 'Cancel batch' }).click();
  await expect(page.getByRole('button', { name: /^Cancelled \d/ })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Pause' })).toBeHidden();
  expect(complaints).toEqual([]);
});
