import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInProfile } from '../../../../src/pixels/colour/profiles.ts';
import { decode } from '../../../../src/pixels/decoders/decode.ts';
import { probe } from '../../../../src/pixels/decoders/probe.ts';
import { toProfile } from '../../../../src/pixels/kernels/convert-to.ts';
import { detectFaces } from '../../../../src/pixels/kernels/faces/detect-faces.ts';
import { frameOfFaces } from '../../../../src/pixels/kernels/faces/frame-of-faces.ts';
import { applyGeometry } from '../../../../src/pixels/kernels/geometry.ts';
import { skinSmooth } from '../../../../src/pixels/kernels/retouch/skin-smooth.ts';
import type { Raster } from '../../../../src/pixels/raster.ts';
import { runFile } from '../../../fidelity/run-file.ts';
import { aWorkflow } from '../../../support/a-workflow.ts';
import { pictureWithFaces } from '../../../support/drawn-face.ts';
import { fileOf, photo } from '../../../support/pictures.ts';

const SIZE = { width: 960, height: 640 };
const middle = (box: { left: number; top: number; width: number; height: number }): [number, number] => [
  box.left + box.width / 2,
  box.top + box.height / 2,
];

describe('faces', () => {
  it('are found where they are, in px of the picture', async () => {
    const faces = await detectFaces(await pictureWithFaces(SIZE, [{ at: [700, 200] }, { at: [230, 300], scale: 1.3 }]));
    expect(faces).toHaveLength(2);
    const [left, right] = faces.map(middle).toSorted((a, b) => a[0] - b[0]);
    expect(Math.hypot(left![0] - 230, left![1] - 330)).toBeLessThan(50);
    expect(Math.hypot(right![0] - 700, right![1] - 220)).toBeLessThan(50);
  });

  it('are not seen where there are none', async () => {
    expect(await detectFaces(photo({ width: 600, height: 400 }))).toEqual([]);
    expect(await detectFaces(photo({ width: 40, height: 3 }))).toEqual([]);
  });

  it('are the same in another colour space, in 16 bits, with alpha', async () => {
    const raster = await pictureWithFaces(SIZE, [{ at: [500, 250] }]);
    const [plain] = await detectFaces(raster);
    const [wide] = await detectFaces(toProfile(raster, builtInProfile('prophoto-rgb'), 16));
    expect(wide!.left).toBeCloseTo(plain!.left, -1);
    expect(wide!.score).toBeCloseTo(plain!.score, 1);
  });

  const samples = 'node_modules/@vladmandic/face-api/demo';
  it.skipIf(!existsSync(samples))('are found in photos of people', { timeout: 60_000 }, async () => {
    const counts: Record<string, number> = {};
    for (const name of ['sample2.jpg', 'sample3.jpg', 'sample5.jpg']) {
      const bytes = readFileSync(join(samples, name));
      const facts = await probe(bytes, name);
      const { raster } = await decode(bytes, facts, { name, orient: true, tolerant: false, maxPixels: 1e8 });
      counts[name] = (await detectFaces(raster)).length;
    }
    expect(counts).toEqual({ 'sample2.jpg': 1, 'sample3.jpg': 3, 'sample5.jpg': 5 });
  });
});

describe('a frame around faces', () => {
  const face = fc.record({
    left: fc.integer({ min: 0, max: 900 }),
    top: fc.integer({ min: 0, max: 600 }),
    width: fc.integer({ min: 10, max: 60 }),
    height: fc.integer({ min: 10, max: 40 }),
  });

  it('lies in the picture and holds the largest face', () => {
    fc.assert(
      fc.property(fc.array(face, { minLength: 1, maxLength: 6 }), (faces) => {
        const box = frameOfFaces(faces, SIZE, { width: 300, height: 200 })!;
        const largest = Math.max(...faces.map(({ width, height }) => width * height));
        const held = faces.filter(
          ({ left, top, width, height }) =>
            left >= box.left && top >= box.top && left + width <= box.left + 300 && top + height <= box.top + 200,
        );
        expect(Math.max(...held.map(({ width, height }) => width * height))).toBe(largest);
        expect([box.width, box.height]).toEqual([300, 200]);
        expect(box.left >= 0 && box.top >= 0 && box.left <= 660 && box.top <= 440).toBe(true);
      }),
    );
  });

  it('has them a little above its middle', () => {
    const box = frameOfFaces([{ left: 400, top: 300, width: 100, height: 100 }], SIZE, { width: 400, height: 400 })!;
    expect(box.left).toBe(250);
    expect(350 - box.top).toBeGreaterThan(150);
    expect(350 - box.top).toBeLessThan(200);
  });

  it('is cut where the face is; without a face where the eye goes', async () => {
    const crop = { kind: 'crop', size: { by: 'aspect', aspect: 1 } } as const;
    const at = (gravity: 'face' | 'attention') => ({ ...crop, place: { by: 'gravity' as const, gravity } });
    const raster = await pictureWithFaces(SIZE, [{ at: [790, 200] }]);
    const [found] = await detectFaces(await applyGeometry(raster, [at('face')]));
    expect(middle(found!)[0]).toBeGreaterThan(300);
    const none = photo({ width: 300, height: 200 });
    expect((await applyGeometry(none, [at('face')])).data).toEqual((await applyGeometry(none, [at('attention')])).data);
  });

  it('says so where there is no face, and only there', async () => {
    const none = await fileOf(photo({ width: 300, height: 200 }));
    const some = await fileOf(await pictureWithFaces(SIZE, [{ at: [790, 200] }]));
    const notesOn = async (file: Buffer, by: string): Promise<string[]> => {
      const workflow = aWorkflow().with('smartCrop', { aspect: '1:1', by }).with('export');
      const { result } = await runFile(workflow, file, 'photo.png');
      return result.nodeStates.find(({ nodeId }) => nodeId === 'smartCrop-1')?.notes ?? [];
    };
    expect(await notesOn(none, 'face')).toEqual([expect.stringContaining('No face was found')]);
    expect(await notesOn(none, 'attention')).toEqual([]);
    expect(await notesOn(some, 'face')).toEqual([]);
  });
});

describe('skinSmooth', () => {
  it('keeps to faces when asked, and leaves the neck', async () => {
    const raster = speckled(await pictureWithFaces(SIZE, [{ at: [500, 200] }]));
    const step = { strength: 100, radius: 2, texture: 0 };
    const faces = await detectFaces(raster);
    const all = (await skinSmooth(raster, step, { mask: null, faces: null })).raster;
    const { raster: kept, skin } = await skinSmooth(raster, step, { mask: null, faces });
    const changed = (after: Raster, x: number, y: number): boolean => {
      const from = (y * SIZE.width + x) * 3;
      return raster.data.subarray(from, from + 60).some((value, i) => value !== after.data[from + i]);
    };
    expect([changed(all, 500, 235), changed(all, 490, 440)]).toEqual([true, true]);
    expect([changed(kept, 500, 235), changed(kept, 490, 440)]).toEqual([true, false]);
    expect(skin).toBeGreaterThan(0);
    const none = await skinSmooth(raster, step, { mask: null, faces: [] });
    expect(Buffer.from(none.raster.data).equals(Buffer.from(raster.data))).toBe(true);
  });
});

/** With one level more and less from pixel to pixel. */
function speckled(raster: Raster): Raster {
  return { ...raster, data: raster.data.map((value, i) => value + ((Math.floor(i / 3) % 3) - 1) * 2) };
}
