import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { aWorkflow } from '../support/a-workflow.ts';
import { fileOf, photo } from '../support/pictures.ts';
import { colourDifference, shownDifference } from './colour-difference.ts';
import { measured } from './measured.ts';
import { readPicture, runFile } from './run-file.ts';

const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;
const MAGICK = ['magick', 'convert'].find(has);
const PHOTO = resolve(process.env['SAFELIGHT_CORPUS'] ?? '../shared/corpus', 'photos/Sunset-by-the-Pier.jpg');

/** A part of a real photo where there is one. */
async function source(): Promise<Buffer> {
  if (!existsSync(PHOTO)) return fileOf(photo({ width: 900, height: 600 }), { format: 'png' });
  return sharp(readFileSync(PHOTO)).extract({ left: 800, top: 600, width: 1200, height: 800 }).png().toBuffer();
}

async function against(run: (from: string, to: string, size: string) => void, percent: number) {
  const folder = mkdtempSync(join(tmpdir(), 'safelight-resize-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const bytes = await source();
  writeFileSync(join(folder, 'in.png'), bytes);
  const { raster } = await runFile(
    aWorkflow().with('resize', { percent }).with('export', { format: 'png' }),
    bytes,
    'in.png',
  );
  run(join(folder, 'in.png'), join(folder, 'out.png'), `${raster.width}x${raster.height}!`);
  return colourDifference(raster, await readPicture(readFileSync(join(folder, 'out.png')), 'theirs'));
}

describe('a resize', () => {
  // Lanczos with three lobes in encoded values, as ours; its default would be the same filter.
  it.skipIf(MAGICK === undefined).each([50, 37, 12])('to %i per cent looks like ImageMagick’s', async (percent) => {
    const difference = await against((from, to, size) => {
      execFileSync(MAGICK!, [from, '-filter', 'Lanczos', '-resize', size, to]);
    }, percent);
    measured(shownDifference(difference));
    expect(difference.mean).toBeLessThan(1);
  });

  it.skipIf(!has('vips')).each([50, 37, 12])('to %i per cent looks like that of vips', async (percent) => {
    const difference = await against((from, to, size) => {
      const [width, height] = size.replace('!', '').split('x').map(Number) as [number, number];
      const { width: w, height: h } = {
        width: Number(execFileSync('vipsheader', ['-f', 'width', from])),
        height: Number(execFileSync('vipsheader', ['-f', 'height', from])),
      };
      execFileSync('vips', [
        'resize',
        from,
        to,
        String(width / w),
        '--vscale',
        String(height / h),
        '--kernel',
        'lanczos3',
      ]);
    }, percent);
    measured(shownDifference(difference));
    expect(difference.mean).toBeLessThan(0.5);
  });
});
