import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { ZipFile } from 'yazl';
import { violationsOf } from './axe.ts';
import { complaintsOf } from './complaints.ts';
import { type Served, serve } from './serve.ts';

// Painting samples and previews takes its time where the machine is busy.
test.setTimeout(180_000);

let served: Served;
test.beforeAll(async () => {
  served = await serve();
});
test.afterAll(async () => {
  await served.stop();
});

/** A small photo of one colour. */
const photo = (background: string): Promise<Buffer> =>
  sharp({ create: { width: 900, height: 600, channels: 3, background } })
    .jpeg()
    .toBuffer();

async function zipOf(photos: Record<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(photos)) zip.addBuffer(bytes, name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

/** Drops files on the window as a file manager does. */
async function drop(page: Page, files: { name: string; bytes: Buffer; type: string }[]): Promise<void> {
  const transfer = await page.evaluateHandle(
    (given) => {
      const data = new DataTransfer();
      for (const { name, base64, type } of given) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], name, { type }));
      }
      return data;
    },
    files.map(({ name, bytes, type }) => ({ name, type, base64: bytes.toString('base64') })),
  );
  const target = page.locator('.frame');
  await target.dispatchEvent('dragenter', { dataTransfer: transfer });
  await expect(page.getByText('Drop to choose what becomes of them')).toBeVisible();
  await target.dispatchEvent('drop', { dataTransfer: transfer });
}

test('photos and a zip dropped on the window are copied in, planned, and started with Enter', async ({ page }) => {
  const complaints = complaintsOf(page);
  await page.goto(served.uiUrl);
  const zip = await zipOf({
    'shoot/red.jpg': await photo('#c03020'),
    'shoot/green.jpg': await photo('#30a050'),
    'shoot/blue.jpg': await photo('#3050c0'),
  });
  await drop(page, [
    { name: 'grey.jpg', bytes: await photo('#808080'), type: 'image/jpeg' },
    { name: 'shoot.zip', bytes: zip, type: 'application/zip' },
    { name: 'notes.txt', bytes: Buffer.from('not a photo'), type: 'text/plain' },
  ]);

  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('heading', { name: '4 photos' })).toBeVisible({ timeout: 60_000 });
  await expect(sheet.getByText('1 no photos')).toBeVisible();
  for (const name of ['grey.jpg', 'red.jpg'])
    await expect(sheet.getByRole('img', { name: `${name}, after` })).toBeVisible({ timeout: 60_000 });
  expect(await violationsOf(page)).toEqual([]);

  const out = join(served.folder, 'dropped');
  await sheet.getByLabel('Save to').fill(out);
  await expect(sheet.getByRole('button', { name: 'Start 4 photos' })).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/batches\/\d+$/, { timeout: 60_000 });
  await expect(page.getByRole('option').getByLabel('done')).toHaveCount(4, { timeout: 60_000 });
  const made = (await readdir(out, { recursive: true })).filter((name) => name.endsWith('.jpg'));
  expect(made).toHaveLength(4);
  expect(complaints).toEqual([]);
});

test('what cannot be read is told in the list, and the rest is done', async ({ page }) => {
  await page.goto(served.uiUrl);
  const broken = join(served.folder, 'broken');
  await mkdir(broken);
  const whole = await photo('#a08060');
  await writeFile(join(broken, 'good.jpg'), whole);
  await writeFile(join(broken, 'cut.jpg'), whole.subarray(0, whole.length / 2));

  await page.keyboard.press('n');
  await page.getByLabel('Or a folder, zip or photo by its path').fill(`"${broken}"`);
  await page.keyboard.press('Enter');
  await page.getByLabel('Save to').fill(join(served.folder, 'broken-out'));
  await page.getByRole('button', { name: 'Start 2 photos' }).click({ timeout: 60_000 });
  await expect(page).toHaveURL(/#\/batches\/\d+$/, { timeout: 60_000 });
  await page.getByRole('link', { name: 'Batches' }).click();
  await expect(page.getByText('1 photo failed').first()).toBeVisible({ timeout: 60_000 });
});

test('palette, help sheet, language and theme are a few keys away', async ({ page }) => {
  const complaints = complaintsOf(page);
  await page.goto(served.uiUrl);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('New batch');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Control+k');
  await expect(page.getByLabel('Command palette').last()).toBeFocused();
  await page.keyboard.type('deutsch');
  await expect(page.getByRole('button', { name: 'Language: Deutsch' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Stapel', level: 1 })).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByLabel('Befehle').last()).toBeFocused();
  await page.keyboard.type('hell');
  await expect(page.getByRole('button', { name: 'Darstellung: hell' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Stapel', level: 1 })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
  expect(await violationsOf(page)).toEqual([]);
  expect(complaints).toEqual([]);
});
