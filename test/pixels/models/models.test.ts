import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { upscale } from '../../../src/pixels/kernels/retouch/upscale.ts';
import { findModel } from '../../../src/pixels/models/find-model.ts';
import { modelHash } from '../../../src/pixels/models/model-hash.ts';
import { saliency } from '../../../src/pixels/models/saliency.ts';
import { closeModel } from '../../../src/pixels/models/session.ts';
import { photo } from '../../support/pictures.ts';
import { productShot } from '../../support/product-shots.ts';
import { brightnessModel, repeatingModel } from '../../support/tiny-onnx.ts';

let folder: string;
const before = process.env['SAFELIGHT_MODELS'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safelight-models-'));
  process.env['SAFELIGHT_MODELS'] = folder;
});
afterAll(async () => {
  await closeModel();
  await rm(folder, { recursive: true });
  if (before === undefined) delete process.env['SAFELIGHT_MODELS'];
  else process.env['SAFELIGHT_MODELS'] = before;
});

async function put(name: string, model: Uint8Array, card: unknown): Promise<void> {
  await writeFile(join(folder, `${name}.onnx`), model);
  await writeFile(join(folder, `${name}.json`), typeof card === 'string' ? card : JSON.stringify(card));
}
const card = { licence: 'CC0-1.0', width: 32, height: 32, mean: [0, 0, 0], std: [1, 1, 1] };

describe('a cut-out model of the user', () => {
  it('is found by its name, and its numbers are those of the picture', async () => {
    await put('bright', brightnessModel(32), card);
    const { plane, width } = await saliency(
      productShot({ side: 32, noise: 0 }).raster,
      await findModel('bright', 'cutout'),
    );
    expect(width).toBe(32);
    expect(plane[0]).toBeCloseTo((240 + 240 + 238) / 3 / 255, 2);
  });

  it('gets pixels as its description says', async () => {
    await put('normal', brightnessModel(32), { ...card, mean: [0.5, 0.5, 0.5], std: [2, 2, 2], sigmoid: true });
    const { plane } = await saliency(productShot({ side: 32, noise: 0 }).raster, await findModel('normal', 'cutout'));
    const value = ((240 + 240 + 238) / 3 / 255 - 0.5) / 2;
    expect(plane[0]).toBeCloseTo(1 / (1 + Math.exp(-value)), 2);
  });

  it('gets sRGB whatever space the picture is in', async () => {
    await put('bright', brightnessModel(32), card);
    const model = await findModel('bright', 'cutout');
    const wide = productShot({
      side: 32,
      noise: 0,
      depth: 16,
      profile: 'prophoto-rgb',
      backdrop: () => [120, 120, 120],
    });
    const grey = (await saliency(wide.raster, model)).plane[0]!;
    // ProPhoto’s grey of 120/255 has gamma 1.8.
    const light = (120 / 255) ** 1.8;
    expect(grey).toBeCloseTo(1.055 * light ** (1 / 2.4) - 0.055, 2);
  });

  it.each([
    ['is not there', null, null, /no model “nothing”.*nothing\.onnx/],
    ['has no licence', {}, brightnessModel(32), /licence/],
    ['is described in words', '{ it is large', brightnessModel(32), /not JSON/],
    ['has an unknown field', { ...card, color: 'rgb' }, brightnessModel(32), /color/],
    [
      'has another size than described',
      { ...card, width: 48, height: 48 },
      brightnessModel(32),
      /cannot be run|numbers/,
    ],
    ['is no model at all', card, new Uint8Array([1, 2, 3]), /cannot be run/],
    ['has no such output', { ...card, output: 'mask' }, brightnessModel(32), /no output “mask”, only y/],
  ])('is refused with a sentence when it %s', async (_, description, model, sentence) => {
    const name = model === null ? 'nothing' : 'bad';
    if (model !== null) await put(name, model, description);
    await closeModel();
    const used = findModel(name, 'cutout').then((found) => saliency(photo({ width: 40, height: 30 }), found));
    await expect(used).rejects.toThrow(sentence);
  });

  it('is another one for signatures when its weights or its description change', async () => {
    await put('bright', brightnessModel(32), card);
    const first = await modelHash('bright');
    expect(await modelHash('bright')).toBe(first);
    await put('bright', brightnessModel(32), { ...card, sigmoid: true });
    expect(await modelHash('bright')).not.toBe(first);
  });
});

describe('an upscaling model of the user', () => {
  it('is run square by square without seams', async () => {
    await put('double', repeatingModel(48, 2), { kind: 'upscale', licence: 'CC0-1.0', scale: 2, tile: 48 });
    for (const depth of [8, 16] as const) {
      const source = photo({ width: 70, height: 53, depth });
      const large = await upscale(source, { factor: 2, model: 'double', detail: 0 });
      expect([large.width, large.height]).toEqual([140, 106]);
      let worst = 0;
      large.data.forEach((value, i) => {
        const x = Math.floor(i / 3) % 140;
        const y = Math.floor(i / 3 / 140);
        worst = Math.max(worst, Math.abs(value - source.data[((y >> 1) * 70 + (x >> 1)) * 3 + (i % 3)]!));
      });
      expect(worst).toBeLessThanOrEqual(depth === 8 ? 0 : 1);
    }
  });

  it('may have another scale than the factor, and refuses a wrong one', async () => {
    await put('double', repeatingModel(48, 2), { kind: 'upscale', licence: 'CC0-1.0', scale: 2, tile: 48 });
    expect((await upscale(photo({ width: 30, height: 20 }), { factor: 3, model: 'double', detail: 0 })).width).toBe(90);
    await put('wrong', repeatingModel(48, 2), { kind: 'upscale', licence: 'CC0-1.0', scale: 4, tile: 48 });
    await closeModel();
    await expect(upscale(photo(), { factor: 4, model: 'wrong', detail: 0 })).rejects.toThrow(/not 4 times its size/);
  });
});
