import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';

/** A folder of generated photos, all different, small enough to be done quickly. */
export async function photoFolder(folder: string, names: readonly string[], size = { width: 900, height: 600 }) {
  await mkdir(folder, { recursive: true });
  for (const [n, name] of names.entries()) {
    const { width, height } = size;
    const hue = Math.round((360 / names.length) * n);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
      <defs><linearGradient id="g"><stop stop-color="hsl(${hue},60%,20%)"/><stop offset="1" stop-color="hsl(${hue},80%,85%)"/></linearGradient></defs>
      <rect width="100%" height="100%" fill="url(#g)"/><circle cx="${100 + n * 40}" cy="${height / 2}" r="80" fill="#fff"/></svg>`;
    await writeFile(join(folder, name), await sharp(Buffer.from(svg)).jpeg({ quality: 90 }).toBuffer());
  }
}

/** Starts a run through the API of a page that is let in, and opens it. Answers its id. */
export async function startRun(page: Page, workflow: string, body: object): Promise<number> {
  const answer = await page.request.post(new URL(`/workflows/${workflow}/runs`, page.url()).href, {
    data: body,
    headers: { origin: new URL(page.url()).origin },
  });
  if (!answer.ok()) throw new Error(`${answer.status()} ${await answer.text()}`);
  const { id } = (await answer.json()) as { id: number };
  await page.goto(new URL(`#/batches/${id}`, page.url()).href);
  return id;
}
