import { describe, expect, it } from 'vitest';
import { extentOf, findSubject } from '../../../../src/pixels/kernels/cutout/find-subject.ts';
import { type ProductShot, productShot } from '../../../support/product-shots.ts';

/** Mean difference of the opacity from the truth, 0–1, and how much is left where there is nothing. */
async function errors(shot: ProductShot, method: 'auto' | 'key' | 'model') {
  const { mask, ...found } = await findSubject(shot.raster, { method, model: 'u2netp' });
  let sum = 0;
  let dirt = 0;
  shot.truth.forEach((truth, i) => {
    sum += Math.abs(truth - mask[i]! / 65535);
    const x = i % shot.raster.width;
    if (truth === 0 && (x < 40 || x > 200)) dirt = Math.max(dirt, mask[i]!);
  });
  return { ...found, mean: sum / shot.truth.length, dirt, mask };
}

const CASES: [string, Parameters<typeof productShot>[0]][] = [
  ['plain white', {}],
  ['a gradient', { backdrop: (x, y) => [150 + 60 * y, 190 + 30 * x, 215 - 20 * x] }],
  [
    'green with noise, 16 bits in Adobe RGB',
    { depth: 16, profile: 'adobe-rgb', backdrop: () => [60, 190, 90], noise: 5 },
  ],
];

describe.each(CASES)('the key before %s', (_, options) => {
  it('finds the outline and the eye, leaves no dirt on the backdrop, and keeps the hairs', async () => {
    const shot = productShot(options);
    const { mean, dirt, method, confidence, mask } = await errors(shot, 'key');
    expect(method).toBe('key');
    expect(confidence).toBeGreaterThan(0.8);
    expect(mean).toBeLessThan(0.006);
    expect(dirt).toBe(0);
    const at = (x: number, y: number): number => mask[Math.round(y * 240) * 240 + Math.round(x * 240)]! / 65535;
    expect(at(0.5, 0.55), 'the eye').toBeLessThan(0.02);
    expect(at(0.5, 0.38), 'the ring').toBe(1);
    const hair = Math.max(at(0.5, 0.22), at(0.504, 0.22), at(0.496, 0.22));
    expect(hair, 'a hair').toBeGreaterThan(0.4);
  });
});

describe('findSubject', () => {
  it('takes the key by itself where the backdrop is plain', async () => {
    expect((await errors(productShot(), 'auto')).method).toBe('key');
  });

  it('asks the model before a busy background', async () => {
    const busy = productShot({
      backdrop: (x, y) => [140 + 90 * Math.sin(x * 60), 150 + 80 * Math.cos(y * 47), 160 + 80 * Math.sin((x + y) * 35)],
    });
    const { method, mean } = await errors(busy, 'auto');
    expect(method).toBe('model');
    expect(mean).toBeLessThan(0.2);
  });

  it('says so when there is nothing to cut out', async () => {
    const { raster } = productShot();
    const empty = { ...raster, data: new Uint8Array(raster.data.length).fill(200) };
    await expect(findSubject(empty, { method: 'key', model: 'u2netp' })).rejects.toMatchObject({ code: 'no_subject' });
  });

  it('gives the same mask for the same picture', async () => {
    const { raster } = productShot({ side: 120 });
    const first = await findSubject(raster, { method: 'key', model: 'u2netp' });
    expect(await findSubject(raster, { method: 'key', model: 'u2netp' })).toEqual(first);
  });

  it('never finds what is transparent already', async () => {
    const { raster } = productShot();
    const data = new Uint8Array(240 * 240 * 4);
    for (let i = 0; i < 240 * 240; i++) {
      data.set(raster.data.subarray(i * 3, i * 3 + 3), i * 4);
      data[i * 4 + 3] = i % 240 < 110 ? 0 : 255;
    }
    const { mask } = await findSubject({ ...raster, data, channels: 4 }, { method: 'key', model: 'u2netp' });
    expect(mask[132 * 240 + 80]).toBe(0);
  });
});

it('measures the box around a subject and the share it covers', () => {
  const mask = new Uint16Array(100);
  for (const [x, y] of [
    [2, 3],
    [5, 3],
    [4, 7],
  ] as const)
    mask[y * 10 + x] = 65535;
  expect(extentOf(mask, 10, 10)).toEqual({ bounds: { left: 2, top: 3, width: 4, height: 5 }, coverage: 0.03 });
  expect(extentOf(new Uint16Array(100), 10, 10).bounds.width).toBe(0);
});
