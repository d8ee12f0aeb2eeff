import * as fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { applyGeometry, geometryPipeline } from '../../../src/pixels/kernels/geometry.ts';
import type { Raster } from '../../../src/pixels/raster.ts';
import { type Size, sizeAfter } from '../../../src/workflow/plan/geometry.ts';
import { type GeometryStep, GRAVITIES } from '../../../src/workflow/plan/steps.ts';
import { difference } from '../../reference/difference.ts';
import { fromRaster } from '../../reference/float-picture.ts';
import { photo } from '../../support/pictures.ts';

/** Every pixel tells where it was: red its column, green its row. */
function numbered(width: number, height: number, more: { depth?: 8 | 16; orientation?: number } = {}): Raster {
  const depth = more.depth ?? 8;
  const data = depth === 8 ? new Uint8Array(width * height * 3) : new Uint16Array(width * height * 3);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set([x, y, 7], (y * width + x) * 3);
  return { ...photo(), data, width, height, depth, orientation: more.orientation ?? 1 };
}

/** `column,row` of each pixel, row by row. */
function places({ data, width, height, channels }: Raster): string[] {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => {
      const at = (y * width + x) * channels;
      return `${data[at]},${data[at + 1]}`;
    }).join(' '),
  );
}

const flip = (axis: 'horizontal' | 'vertical'): GeometryStep => ({ kind: 'flip', axis });
const turn = (angle: number): GeometryStep => ({ kind: 'rotate', angle, autocrop: true, background: '#000000' });
const longEdge = (pixels: number): GeometryStep => ({
  kind: 'resize',
  target: { by: 'longEdge', pixels },
  kernel: 'lanczos3',
  enlarge: false,
});

const anyStep: fc.Arbitrary<GeometryStep> = fc.oneof(
  fc.constant<GeometryStep>({ kind: 'orient' }),
  fc.constantFrom(flip('horizontal'), flip('vertical'), turn(90), turn(180), turn(-90)),
  fc.record({
    kind: fc.constant('rotate' as const),
    angle: fc.double({ min: -45, max: 45, noNaN: true }),
    autocrop: fc.boolean(),
    background: fc.constant('#336699'),
  }),
  fc.record({
    kind: fc.constant('resize' as const),
    target: fc.oneof(
      fc.record({ by: fc.constant('longEdge' as const), pixels: fc.integer({ min: 5, max: 90 }) }),
      fc.record({
        by: fc.constant('box' as const),
        width: fc.integer({ min: 5, max: 60 }),
        height: fc.integer({ min: 5, max: 60 }),
        fit: fc.constantFrom('inside' as const, 'outside' as const, 'fill' as const),
      }),
    ),
    kernel: fc.constantFrom('lanczos3' as const, 'nearest' as const, 'mitchell' as const),
    enlarge: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('crop' as const),
    size: fc.oneof(
      fc.record({ by: fc.constant('aspect' as const), aspect: fc.double({ min: 0.3, max: 3, noNaN: true }) }),
      fc.record({
        by: fc.constant('pixels' as const),
        width: fc.integer({ min: 3, max: 60 }),
        height: fc.integer({ min: 3, max: 60 }),
      }),
    ),
    place: fc.oneof(
      fc.record({
        by: fc.constant('gravity' as const),
        gravity: fc.constantFrom(...GRAVITIES, 'attention' as const, 'entropy' as const),
      }),
      fc.record({ by: fc.constant('offset' as const), left: fc.nat(50), top: fc.nat(50) }),
    ),
  }),
  fc.record({
    kind: fc.constant('pad' as const),
    size: fc.record({ by: fc.constant('aspect' as const), aspect: fc.double({ min: 0.5, max: 2, noNaN: true }) }),
    gravity: fc.constantFrom(...GRAVITIES),
    color: fc.constantFrom('#ffffff', '#00000000'),
  }),
);

function plannedSize(steps: readonly GeometryStep[], source: Raster): Size {
  let size: Size = { width: source.width, height: source.height };
  let pending = source.orientation;
  for (const step of steps) {
    size = sizeAfter(step, size, pending);
    if (step.kind === 'orient') pending = 1;
  }
  return size;
}

describe('applyGeometry', () => {
  it.each([
    [flip('horizontal'), ['2,0 1,0 0,0', '2,1 1,1 0,1']],
    [flip('vertical'), ['0,1 1,1 2,1', '0,0 1,0 2,0']],
    [turn(90), ['0,1 0,0', '1,1 1,0', '2,1 2,0']],
    [turn(180), ['2,1 1,1 0,1', '2,0 1,0 0,0']],
    [turn(-90), ['2,0 2,1', '1,0 1,1', '0,0 0,1']],
  ])('moves pixels exactly: %o', async (step, expected) => {
    expect(places(await applyGeometry(numbered(3, 2), [step]))).toEqual(expected);
    expect(places(await applyGeometry(numbered(3, 2, { depth: 16 }), [step]))).toEqual(expected);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('applies EXIF orientation %i as libvips does', async (orientation) => {
    const source = numbered(5, 3, { orientation });
    const result = await applyGeometry(source, [{ kind: 'orient' }]);
    const tiff = await sharp(source.data, { raw: { width: 5, height: 3, channels: 3 } })
      .withMetadata({ orientation })
      .tiff({ compression: 'none' })
      .toBuffer();
    const upright = await sharp(tiff).autoOrient().raw().toBuffer();
    expect(Buffer.from(result.data)).toEqual(upright);
    expect(result.orientation).toBe(1);
  });

  it('makes exactly the size that was planned, whatever the steps', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyStep, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 8 }),
        async (steps, orientation) => {
          const source = photo({ width: 70, height: 46, orientation });
          const result = await applyGeometry(source, steps);
          const { width, height } = result;
          expect({ width, height }).toEqual(plannedSize(steps, source));
          expect(result.data.length).toBe(width * height * result.channels);
        },
      ),
      { numRuns: 60, seed: 11 },
    );
  });

  it('crops where a crop after a turn belongs', async () => {
    const steps: GeometryStep[] = [
      turn(90),
      flip('horizontal'),
      {
        kind: 'crop',
        size: { by: 'pixels', width: 2, height: 3 },
        place: { by: 'offset', left: 1, top: 2 },
      },
      turn(180),
      { kind: 'crop', size: { by: 'pixels', width: 2, height: 1 }, place: { by: 'gravity', gravity: 'north' } },
    ];
    const source = numbered(7, 5);
    let stepwise = source;
    for (const step of steps) stepwise = await applyGeometry(stepwise, [step]);
    expect(places(await applyGeometry(source, steps))).toEqual(places(stepwise));
    // turned and mirrored: column x, row y came from column y, row x
    expect(places(stepwise)).toEqual(['4,2 4,1']);
  });

  it('resizes before it turns, and gives the same picture', async () => {
    const source = photo({ width: 90, height: 61 });
    const steps = [flip('horizontal'), turn(90), longEdge(40)];
    const fused = await applyGeometry(source, steps);
    let stepwise = source;
    for (const step of steps) stepwise = await applyGeometry(stepwise, [step]);
    const { mean, max } = difference(fromRaster(fused), fromRaster(stepwise));
    expect(mean).toBeLessThan(0.2);
    expect(max).toBeLessThan(3);
  });

  it('keeps 16 bits when it resizes', async () => {
    // libvips' weights have 12 bits: on an even colour they are off by a tenth of an 8-bit level at most.
    const even: Raster = { ...photo({ width: 40, height: 30, depth: 16 }), data: new Uint16Array(3600).fill(12345) };
    for (const value of (await applyGeometry(even, [longEdge(17)])).data) {
      expect(Math.abs(value - 12345)).toBeLessThanOrEqual(26);
    }
    const ramp = Uint16Array.from({ length: 3600 }, (_, i) => 20000 + Math.floor(i / 3));
    const result = await applyGeometry({ ...even, data: ramp }, [longEdge(30)]);
    expect(new Set(result.data).size).toBeGreaterThan(256);
  });

  it('leaves the background’s colour alone beside what is clear', async () => {
    const size = 40;
    const data = new Uint8Array(size * size * 4);
    // Black, but clear along its border, where the hard edge makes the cubic weights overshoot.
    const inside = (i: number): boolean => i > 0 && i < size - 1;
    for (let i = 0; i < size * size; i++) data[i * 4 + 3] = inside(i % size) && inside(Math.floor(i / size)) ? 255 : 0;
    const step = { ...turn(10), autocrop: false, background: '#102030' };
    const result = await applyGeometry({ ...photo(), data, width: size, height: size, channels: 4 }, [step]);
    for (let i = 0; i < result.data.length; i += 4) {
      expect(result.data[i]).toBeLessThanOrEqual(0x10);
      expect(result.data[i + 2]).toBeLessThanOrEqual(0x30);
    }
  });

  it.each([255, 254, 128, 60, 20])('does not darken colours of alpha %i', async (alpha) => {
    const even = { ...photo(), data: Uint8Array.from({ length: 6400 }, (_, i) => [200, 77, 31, alpha][i % 4]!) };
    const source: Raster = { ...even, width: 40, height: 40, channels: 4 };
    const { data } = await applyGeometry(source, [longEdge(23)]);
    expect(new Set(data)).toEqual(new Set([200, 77, 31, alpha]));
  });

  it('does not let dark edges of what is transparent bleed in', async () => {
    const data = new Uint8Array(40 * 40 * 4);
    for (let y = 10; y < 30; y++) for (let x = 10; x < 30; x++) data.set([250, 240, 230, 255], (y * 40 + x) * 4);
    const source: Raster = { ...photo(), data, width: 40, height: 40, channels: 4 };
    for (const step of [longEdge(23), { ...turn(10), autocrop: false, background: '#00000000' }]) {
      const result = await applyGeometry(source, [step]);
      for (let i = 0; i < result.data.length; i += 4) {
        if (result.data[i + 3]! > 60) expect(result.data[i]).toBeGreaterThan(240);
      }
    }
  });

  it('pads with the colour in the picture’s own space', async () => {
    const pad: GeometryStep = {
      kind: 'pad',
      size: { by: 'pixels', width: 4, height: 3 },
      gravity: 'southeast',
      color: '#ff0000',
    };
    const result = await applyGeometry({ ...numbered(2, 2), profile: photo({ profile: 'display-p3' }).profile }, [pad]);
    expect([...result.data.slice(0, 3)]).toEqual([234, 51, 35]);
    expect(places(result)[1]).toBe('234,51 234,51 0,0 1,0');
  });

  it('gives an alpha channel to a picture that is padded with a translucent colour', async () => {
    const pad: GeometryStep = {
      kind: 'pad',
      size: { by: 'margin', margin: 1, unit: 'px' },
      gravity: 'center',
      color: '#ffffff80',
    };
    const result = await applyGeometry(numbered(1, 1), [pad]);
    expect(result.channels).toBe(4);
    expect([...result.data.slice(0, 4)]).toEqual([255, 255, 255, 128]);
    expect([...result.data.slice(16, 20)]).toEqual([0, 0, 7, 255]);
  });

  it('crops to the part of interest', async () => {
    const data = new Uint8Array(90 * 30 * 3).fill(128);
    for (let y = 0; y < 30; y++)
      for (let x = 65; x < 85; x++) data.set((x + y) % 2 ? [255, 60, 30] : [40, 90, 250], (y * 90 + x) * 3);
    const source: Raster = { ...photo(), data, width: 90, height: 30 };
    for (const gravity of ['attention', 'entropy'] as const) {
      const result = await applyGeometry(source, [
        { kind: 'crop', size: { by: 'aspect', aspect: 1 }, place: { by: 'gravity', gravity } },
      ]);
      const even = result.data.filter((value) => value === 128).length / result.data.length;
      expect(even).toBeLessThan(0.5);
    }
  });

  it('hands the raster back when nothing changes', async () => {
    const source = photo();
    expect(await applyGeometry(source, [])).toBe(source);
    expect(await applyGeometry(source, [longEdge(5000)])).toBe(source);
  });
});

describe('straightening', () => {
  const straighten = (angle: number, autocrop: boolean): GeometryStep => ({
    kind: 'rotate',
    angle,
    autocrop,
    background: '#ff0000',
  });

  it('leaves no corner inside the autocropped picture', async () => {
    for (const angle of [-30, -3, 0.7, 12, 45]) {
      const source: Raster = { ...photo({ width: 80, height: 50 }), data: new Uint8Array(12000).fill(200) };
      const result = await applyGeometry(source, [straighten(angle, true)]);
      expect(new Set(result.data)).toEqual(new Set([200]));
    }
  });

  it('turns clockwise and fills the corners', async () => {
    const data = new Uint8Array(61 * 61 * 3);
    // A white bar from the middle upwards points to the upper right after an eighth turn.
    for (let y = 0; y < 30; y++) data.fill(255, (y * 61 + 29) * 3, (y * 61 + 32) * 3);
    const result = await applyGeometry({ ...photo(), data, width: 61, height: 61 }, [straighten(45, false)]);
    const at = (dx: number, dy: number): number =>
      result.data[(((result.height >> 1) + dy) * result.width + (result.width >> 1) + dx) * 3 + 1]!;
    expect(at(12, -12)).toBeGreaterThan(200);
    expect(at(-12, -12)).toBe(0);
    expect([...result.data.slice(0, 3)]).toEqual([255, 0, 0]);
  });
});

describe('geometryPipeline', () => {
  it('does in the decoding call what it can and hands back the rest', async () => {
    const source = photo({ width: 80, height: 60 });
    const png = await sharp(source.data, { raw: { width: 80, height: 60, channels: 3 } })
      .png()
      .toBuffer();
    const pad: GeometryStep = {
      kind: 'pad',
      size: { by: 'aspect', aspect: 1 },
      gravity: 'center',
      color: '#ffffff',
    };
    const steps = [{ kind: 'orient' } as const, longEdge(40), flip('vertical'), pad];
    const added = geometryPipeline(sharp(png), steps, { width: 80, height: 60 }, { pending: 6 });
    expect(added.rest).toEqual([pad]);
    expect(added.oriented).toBe(true);
    expect(added.size).toEqual({ width: 30, height: 40 });
    const { data, info } = await added.pipeline.raw().toBuffer({ resolveWithObject: true });
    expect({ width: info.width, height: info.height }).toEqual(added.size);
    const direct = await applyGeometry({ ...source, orientation: 6 }, steps.slice(0, 3));
    expect(data).toEqual(Buffer.from(direct.data));
  });
});
