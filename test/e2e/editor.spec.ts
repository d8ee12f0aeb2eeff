import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { violationsOf } from './axe.ts';
import { complaintsOf } from './complaints.ts';
import { type Served, serve } from './serve.ts';

// Pictures take their time where the machine is busy.
test.setTimeout(180_000);
const SLOW = { timeout: 60_000 };

let served: Served;
let photo: string;
test.beforeAll(async () => {
  served = await serve();
  photo = join(served.folder, 'stripes.jpg');
  const left = await sharp({ create: { width: 450, height: 600, channels: 3, background: '#a04030' } })
    .png()
    .toBuffer();
  await sharp({ create: { width: 900, height: 600, channels: 3, background: '#406080' } })
    .composite([{ input: left, left: 0, top: 0 }])
    .jpeg()
    .toFile(photo);
});
test.afterAll(async () => {
  await served.stop();
});

/** Opens the screens with the photo chosen for previews. */
async function openScreens(page: Page): Promise<void> {
  const source = { path: photo };
  await page.addInitScript(
    (photos) => localStorage.setItem('safelight.editor.photos', photos),
    JSON.stringify({ last: [{ name: 'stripes.jpg', source }], chosen: JSON.stringify(source) }),
  );
  await page.goto(served.uiUrl);
  await page.getByRole('link', { name: 'Workflows' }).click();
}

/** A new workflow, open in the editor: input and export. */
async function newWorkflow(page: Page): Promise<void> {
  await openScreens(page);
  await page.getByRole('button', { name: 'New workflow', exact: true }).click();
  await expect(card(page, 'input')).toBeVisible(SLOW);
}

const card = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
const wires = (page: Page) => page.locator('.react-flow__edge');
const after = (page: Page) => page.locator('.preview-side[data-name=after] img');

async function add(page: Page, typed: string): Promise<void> {
  await page.getByRole('button', { name: 'Add node' }).click();
  await page.getByRole('combobox', { name: 'Add node' }).fill(typed);
  await page.keyboard.press('Enter');
}

test('a node is found, wired, set while the preview follows, taken back, and saved as a version', async ({ page }) => {
  const complaints = complaintsOf(page);
  await newWorkflow(page);
  await expect(after(page)).toBeVisible(SLOW);
  await card(page, 'input').click();
  await add(page, 'expo');
  await expect(card(page, 'exposure-1')).toBeVisible();
  await expect(wires(page)).toHaveCount(2);

  const before = await after(page).getAttribute('src', SLOW);
  const slider = page.locator('.inspector').getByRole('slider', { name: 'Exposure' });
  await slider.focus();
  for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowRight');
  await expect(after(page)).not.toHaveAttribute('src', before ?? '', SLOW);
  const set = await slider.inputValue();
  expect(Number(set)).toBeGreaterThan(0);

  // One step back for the whole movement, and forth again.
  await page.keyboard.press('Control+z');
  await expect(slider).toHaveValue('0');
  await expect(card(page, 'exposure-1')).toBeVisible();
  await page.keyboard.press('Control+Shift+z');
  await expect(slider).toHaveValue(set);

  // Into the chain: export reads the new node.
  await card(page, 'export').click();
  await page.getByLabel('Image', { exact: true }).first().click();
  await page.getByRole('option', { name: 'Exposure' }).click();
  await page.keyboard.press('Control+s');
  await expect(page.getByText(/^v2 · saved/)).toBeVisible(SLOW);

  // What changed is told, and marked in the graph.
  await page.getByRole('button', { name: 'Versions' }).first().click();
  await page.getByRole('button', { name: /^Version 1/ }).click();
  await expect(page.locator('.change-list')).toContainText('Exposure', SLOW);
  await expect(card(page, 'exposure-1').getByText('added')).toBeVisible();
  await page.getByRole('button', { name: 'Go back to version 1' }).click();
  await expect(page.getByText(/^v3 · saved/)).toBeVisible(SLOW);
  await expect(card(page, 'exposure-1')).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test('wires join only what fits, and deleting a node heals them', async ({ page }) => {
  const complaints = complaintsOf(page);
  await newWorkflow(page);
  await card(page, 'input').click();
  await add(page, 'remove background');
  await add(page, 'mask as');
  await expect(card(page, 'maskPicture-1')).toBeVisible();
  // The mask's wire came by itself: image would not fit.
  await expect(wires(page)).toHaveCount(3);
  await page.keyboard.press('f');

  const from = card(page, 'input').locator('.socket[data-kind=image]');
  const to = card(page, 'maskPicture-1').locator('.socket[data-kind=mask]');
  const [a, b] = [(await from.boundingBox())!, (await to.boundingBox())!];
  await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
  await page.mouse.down();
  await page.mouse.move(b.x - 30, b.y + 20, { steps: 5 });
  await page.mouse.move(b.x + b.width / 2, b.y + b.height / 2, { steps: 5 });
  await expect(to).toHaveAttribute('data-fits', 'false');
  await page.mouse.up();
  await expect(wires(page)).toHaveCount(3);
  await expect(page.locator('.react-flow__edge.wire-mask')).toHaveCount(1);

  await add(page, 'contrast');
  await page.keyboard.press('Control+z');
  await card(page, 'removeBackground-1').click();
  await page.keyboard.press('Delete');
  await expect(card(page, 'removeBackground-1')).toHaveCount(0);
  await expect(card(page, 'maskPicture-1')).toHaveAccessibleName(/1 problem/, SLOW);
  await page.keyboard.press('Control+z');
  await expect(wires(page)).toHaveCount(3);
  expect(complaints).toEqual([]);
});

test('a built-in workflow stays as it is; a copy of it can be edited, and is not left unsaved by accident', async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  await openScreens(page);
  await page.getByRole('link', { name: /^Web For websites/ }).click();
  await expect(page.getByText('comes with Safelight', { exact: true })).toBeVisible(SLOW);
  await expect(page.getByRole('button', { name: 'Add node' })).toBeDisabled();
  await page.getByRole('button', { name: 'Edit a copy' }).click();
  await expect(page.getByRole('heading', { name: 'Web copy', level: 1 })).toBeVisible(SLOW);
  expect(await violationsOf(page)).toEqual([]);

  await page.getByLabel('Name', { exact: true }).fill('Web, but mine');
  await page.getByRole('link', { name: 'Batches' }).click();
  const question = page.getByRole('dialog', { name: 'Save “Web, but mine” first?' });
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(page.getByRole('heading', { name: 'Web, but mine', level: 1 })).toBeVisible();
  await page.getByRole('link', { name: 'Workflows' }).click();
  await question.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Your workflows' })).toBeVisible(SLOW);
  await expect(page.getByText('Web, but mine')).toBeVisible(SLOW);
  expect(await violationsOf(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a workflow goes out as JSON and comes in again; what is none is told', async ({ page }) => {
  await openScreens(page);
  await page.getByRole('button', { name: 'Actions for E-mail' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Export as JSON' }).click(),
  ]);
  const document = JSON.parse(await readFile(await download.path(), 'utf8')) as { name: string };
  const file = join(served.folder, 'again.json');
  await writeFile(file, JSON.stringify({ ...document, name: 'E-mail again' }));
  const chooser = page.locator('input[type=file][accept^=".json"]');
  await chooser.setInputFiles(file);
  await expect(page.getByRole('heading', { name: 'E-mail again', level: 1 })).toBeVisible(SLOW);
  await page.getByRole('link', { name: 'Workflows' }).click();
  await writeFile(file, 'no workflow');
  await chooser.setInputFiles(file);
  await expect(page.getByRole('alert')).toContainText('“again.json” is not a workflow');

  await page.getByRole('button', { name: 'Actions for E-mail again' }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await page.getByRole('button', { name: 'Delete workflow' }).click();
  await expect(page.getByText('E-mail again')).toHaveCount(0);
});
