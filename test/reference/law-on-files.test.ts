import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { applyGeometry } from '../../src/pixels/kernels/geometry.ts';
import { describePlan } from '../../src/workflow/plan/describe.ts';
import { planNext } from '../../src/workflow/plan/planner.ts';
import { aWorkflow, type WorkflowBuilder } from '../support/a-workflow.ts';
import { fileOf, type PictureOptions, photo } from '../support/pictures.ts';
import { difference, LAW } from './difference.ts';
import { referencePictures } from './executor.ts';
import { fromRaster } from './float-picture.ts';
import { type PictureFile, pictureFile, runPlanOnFile, storedPixels } from './run-file.ts';

const PHOTOS = path.resolve(process.env['SAFELIGHT_CORPUS'] ?? '../shared/corpus', 'photos');

/** What the plan makes of the file, decoding included, looks like what the workflow means. */
async function expectLawToHold(workflow: WorkflowBuilder, file: PictureFile): Promise<void> {
  const graph = workflow.graph();
  const known = { target: { kind: 'deliver' }, facts: { in: file.facts }, inputHashes: {}, results: {} } as const;
  const { plan } = planNext(graph, known);
  const planned = await runPlanOnFile(plan, file);
  const meant = await referencePictures(graph, { in: await storedPixels(file) });
  for (const [id, raster] of planned) {
    const { mean, max, at } = difference(fromRaster(raster), meant.get(id)!);
    const report = `${file.name}, ${id}: ΔE mean ${mean.toFixed(3)}, max ${max.toFixed(2)} at ${at}\n${describePlan(plan).join('\n')}`;
    expect(mean, report).toBeLessThanOrEqual(LAW.mean);
    expect(max, report).toBeLessThanOrEqual(LAW.max);
  }
}

const sized = (longEdge: number) =>
  aWorkflow()
    .with('resize', { longEdge })
    .with('exposure', { ev: 0.3 })
    .with('saturation', { vibrance: 20 })
    .with('sharpen', { radius: 0.6, amount: 60, threshold: 0 })
    .with('export');

describe('the law of equivalence, from the file on', () => {
  it.each<[string, PictureOptions, 'jpeg' | 'png' | 'webp']>([
    ['a JPEG that lies on its side', { orientation: 6 }, 'jpeg'],
    ['a mirrored JPEG', { orientation: 5 }, 'jpeg'],
    ['a Display P3 JPEG', { profile: 'display-p3' }, 'jpeg'],
    ['an Adobe RGB JPEG', { profile: 'adobe-rgb' }, 'jpeg'],
    ['a WebP', {}, 'webp'],
    ['a cut-out WebP', { alpha: 'translucent' }, 'webp'],
    ['a 16-bit ProPhoto PNG', { depth: 16, profile: 'prophoto-rgb' }, 'png'],
    ['a cut-out PNG', { alpha: 'translucent' }, 'png'],
  ])('holds for %s made smaller by two and by six', async (_, options, format) => {
    const bytes = await fileOf(photo({ width: 300, height: 200, seed: 3, ...options }), { format, quality: 95 });
    for (const longEdge of [144, 50])
      await expectLawToHold(sized(longEdge), await pictureFile(`photo.${format}`, bytes));
  });

  it('holds for a JPEG that is kept as stored, mirrored, turned and then made smaller', async () => {
    const bytes = await fileOf(photo({ width: 300, height: 200, orientation: 8 }), { format: 'jpeg' });
    const workflow = aWorkflow({ orientation: 'keep' })
      .with('flip')
      .with('rotate', { angle: 90 })
      .with('resize', { longEdge: 120 });
    const file = await pictureFile('photo.jpg', bytes);
    await expectLawToHold(workflow.with('export', { profile: 'source' }), file);
    await expectLawToHold(workflow.with('autoOrient').with('export', { profile: 'source' }), file);
  });
});

describe.skipIf(!existsSync(PHOTOS))('the law of equivalence on real photos', () => {
  it.each([
    'Sunset-by-the-Pier.jpg',
    'cam-canon-eos-450d.jpg',
    'cam-kodak-pixpro-sp360.jpg',
    'IMG_20200124_231153.jpg',
  ])('holds for a part of %s', async (name) => {
    const part = await sharp(readFileSync(path.join(PHOTOS, name)))
      .resize({ width: 540, height: 360, fit: 'cover' })
      .keepIccProfile()
      .jpeg({ quality: 95 })
      .toBuffer();
    const workflow = aWorkflow()
      .with('resize', { longEdge: 120 }, { id: 'small' })
      .with('contrast', { contrast: 15 })
      .with('saturation', { saturation: 15 })
      .with('sharpen', { radius: 0.8, amount: 60, threshold: 2 })
      .with('export')
      .from('in')
      .with('rotate', { angle: 1.5 })
      .with('resize', { longEdge: 110 })
      .with('export', { profile: 'display-p3' });
    await expectLawToHold(workflow, await pictureFile(name, part));
  });

  // Where sharp may let libjpeg shrink, ΔE was up to 17 here: see src/workflow/plan/passes/fuse-load.ts.
  it.each([400, 1000, 2048])('holds to the bit for a whole photo made %d px large', async (longEdge) => {
    const name = 'Sunset-by-the-Pier.jpg';
    const file = await pictureFile(name, readFileSync(path.join(PHOTOS, name)));
    const graph = aWorkflow().with('resize', { longEdge }, { id: 'small' }).with('export').graph();
    const known = {
      target: { kind: 'node', nodeId: 'small' },
      facts: { in: file.facts },
      inputHashes: {},
      results: {},
    } as const;
    const planned = (await runPlanOnFile(planNext(graph, known).plan, file)).get('small')!;
    // 20 megapixels are too many for the reference; its resize is one call on all pixels too.
    const stored = await storedPixels(file);
    const meant = await applyGeometry(stored, [
      { kind: 'orient' },
      { kind: 'resize', target: { by: 'longEdge', pixels: longEdge }, kernel: 'lanczos3', enlarge: false },
    ]);
    expect(Buffer.from(planned.data).equals(Buffer.from(meant.data))).toBe(true);
  });
});
