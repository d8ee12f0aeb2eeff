import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { PROFILE_NAMES } from '../../src/workflow/plan/steps.ts';
import { aWorkflow } from '../support/a-workflow.ts';
import { fileOf, photo } from '../support/pictures.ts';
import { colourDifference, isInSrgb, shownDifference } from './colour-difference.ts';
import { measured } from './measured.ts';
import { readPicture, runFile } from './run-file.ts';

const SOURCES = PROFILE_NAMES.filter((name) => name !== 'rec2020').flatMap((profile) =>
  ([8, 16] as const).map((depth) => [profile, depth] as const),
);

describe('a run that changes nothing', () => {
  it.each(SOURCES)('keeps %s with %i bits in its own profile', async (profile, depth) => {
    const source = photo({ width: 240, height: 160, profile, depth: 16 });
    const file = await fileOf(source, { format: depth === 16 ? 'png' : 'jpeg', quality: 98 });
    const before = await readPicture(file, 'source');
    const format = depth === 16 ? 'png' : 'jpeg';
    const { raster } = await runFile(
      aWorkflow().with('export', { format, quality: 98, chroma: '4:4:4', profile: 'source' }),
      file,
      'source',
    );
    const difference = colourDifference(before, raster);
    measured(shownDifference(difference));
    expect(difference.mean).toBeLessThan(depth === 16 ? 0.01 : 1);
  });

  it.each(SOURCES)('brings %s with %i bits to sRGB without moving a colour that sRGB has', async (profile, depth) => {
    const source = photo({ width: 240, height: 160, profile, depth: 16 });
    const file = await fileOf(source, { format: depth === 16 ? 'png' : 'jpeg', quality: 98 });
    const before = await readPicture(file, 'source');
    const { raster } = await runFile(aWorkflow().with('export', { format: 'png', profile: 'srgb' }), file, 'source');
    const difference = colourDifference(before, raster, (pixel) => isInSrgb(before, pixel));
    measured(`${shownDifference(difference)}, ${((difference.counted / (240 * 160)) * 100).toFixed(0)} % in gamut`);
    expect(difference.counted).toBeGreaterThan(5000);
    expect(difference.mean).toBeLessThan(1);
    expect(difference.max).toBeLessThan(3);
  });

  it.each(['display-p3', 'adobe-rgb', 'prophoto-rgb'] as const)(
    'agrees with Little CMS on %s to sRGB',
    async (profile) => {
      const file = await fileOf(photo({ width: 240, height: 160, profile, depth: 16 }), { format: 'png' });
      const { raster } = await runFile(aWorkflow().with('export', { format: 'png', profile: 'srgb' }), file, 'source');
      // libvips converts with Little CMS when a profile is attached.
      const theirs = await sharp(file).pipelineColourspace('rgb16').withIccProfile('srgb').png().toBuffer();
      const other = await readPicture(theirs, 'theirs');
      const before = await readPicture(file, 'source');
      const difference = colourDifference(raster, other, (pixel) => isInSrgb(before, pixel));
      measured(shownDifference(difference));
      expect(difference.mean).toBeLessThan(1);
    },
  );
});
