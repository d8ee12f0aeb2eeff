import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import config from '../playwright.config.ts';
import { serve } from '../test/e2e/serve.ts';
import { makeBigRun } from './bench/many-items.ts';
import { firstScreen } from './bench/ui/first-screen.ts';
import { previewReaction } from './bench/ui/preview-reaction.ts';
import { scrolling } from './bench/ui/scrolling.ts';

/**
 * What the screens cost in Chromium, over a run of very many photos in the database: time until the first screen answers; frames a
 * second and long tasks while its grid scrolls, and tiles that were empty; how quickly the editor's picture follows a slider. Needs a build.
 *
 *     npm run bench:ui -- [--only first,scroll,preview] [--items 100000] [--photos <folder>] [--photo <file for the preview>]
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'first,scroll,preview' },
    items: { type: 'string', default: '100000' },
    photos: { type: 'string', default: join(process.env['SAFELIGHT_CORPUS'] ?? '../shared/corpus', 'photos') },
    photo: { type: 'string' },
  },
});
const only = values.only.split(',');
const photos = readdirSync(resolve(values.photos))
  .filter((name) => /\.jpe?g$/i.test(name))
  .map((name) => join(resolve(values.photos), name));
const folder = mkdtempSync(join(tmpdir(), 'safelight-bench-ui-'));
const dataDir = join(folder, 'data');

try {
  await makeBigRun({ dataDir, name: 'A hundred thousand', items: Number(values.items), photos });
  const served = await serve(dataDir);
  const browser = await chromium.launch(config.use?.launchOptions ?? {});
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
    await page.goto(served.uiUrl);
    if (only.includes('first')) await firstScreen(page);
    if (only.includes('scroll')) await scrolling(page);
    if (only.includes('preview')) await previewReaction(page, values.photo ?? largest());
  } finally {
    await browser.close();
    await served.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The file with the most bytes has about the most pixels. */
function largest(): string {
  const [first] = photos.toSorted((a, b) => statSync(b).size - statSync(a).size);
  if (first === undefined) throw new Error(`There is no JPEG in ${values.photos}.`);
  return first;
}
