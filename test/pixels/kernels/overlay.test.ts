import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyOverlay } from '../../../src/pixels/kernels/overlay.ts';
import { outlineText } from '../../../src/pixels/kernels/overlay-marks/text-outline.ts';
import type { Raster } from '../../../src/pixels/raster.ts';
import { type OverlayStep, POSITIONS } from '../../../src/workflow/plan/steps.ts';
import { photo } from '../../support/pictures.ts';

let folder: string;
let logo: string;
/** 40×20, red, the right half half transparent. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safelight-overlay-'));
  logo = join(folder, 'logo.png');
  const data = Buffer.alloc(40 * 20 * 4);
  for (let i = 0; i < 800; i++) data.set([255, 0, 0, i % 40 < 20 ? 255 : 128], i * 4);
  await writeFile(
    logo,
    await sharp(data, { raw: { width: 40, height: 20, channels: 4 } })
      .png()
      .toBuffer(),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function even(width: number, height: number, level: number, more: Partial<Raster> = {}): Raster {
  const channels = more.channels ?? 3;
  const length = width * height * channels;
  const data = more.depth === 16 ? new Uint16Array(length).fill(level) : new Uint8Array(length).fill(level);
  return { ...photo(), width, height, data, ...more };
}

const step = (more: Partial<OverlayStep> = {}): OverlayStep => ({
  kind: 'overlay',
  source: { by: 'file', path: logo },
  position: 'bottom-right',
  scale: 20,
  opacity: 100,
  margin: 5,
  tile: false,
  ...more,
});

const text = (words: string, more: { color?: string; shadow?: boolean } = {}): OverlayStep['source'] => ({
  by: 'text',
  text: words,
  color: more.color ?? '#ffffff',
  shadow: more.shadow ?? false,
});

/** The smallest box around what differs. */
function changed(before: Raster, after: Raster): { left: number; top: number; right: number; bottom: number } | null {
  let box: { left: number; top: number; right: number; bottom: number } | null = null;
  for (let i = 0; i < before.data.length; i++) {
    if (before.data[i] === after.data[i]) continue;
    const pixel = Math.floor(i / before.channels);
    const x = pixel % before.width;
    const y = Math.floor(pixel / before.width);
    box ??= { left: x, top: y, right: x, bottom: y };
    box = {
      left: Math.min(box.left, x),
      top: Math.min(box.top, y),
      right: Math.max(box.right, x),
      bottom: Math.max(box.bottom, y),
    };
  }
  return box;
}

describe('a logo', () => {
  it.each(POSITIONS)('at %s touches its own rectangle only', async (position) => {
    const source = even(200, 100, 90);
    const box = changed(source, await applyOverlay(source, step({ position })));
    // 20 % of 200 px is 40×20; 5 % of 100 px is 5.
    const left = position.includes('left') ? 5 : position.includes('right') ? 155 : 80;
    const top = position.startsWith('top') ? 5 : position.startsWith('bottom') ? 75 : 40;
    expect(box).toEqual({ left, top, right: left + 39, bottom: top + 19 });
  });

  it('is blended by its alpha and the opacity', async () => {
    const result = await applyOverlay(even(200, 100, 100), step({ position: 'top-left', opacity: 50 }));
    const at = (x: number): number[] => [...result.data.slice((10 * 200 + x) * 3, (10 * 200 + x) * 3 + 3)];
    expect(at(8)).toEqual([178, 50, 50]);
    expect(at(40)).toEqual([139, 75, 75]);
  });

  it('is blended in 16 bits, and in the picture’s own space', async () => {
    const wide = photo({ depth: 16, profile: 'display-p3' });
    const source = even(200, 100, 20000, { depth: 16, profile: wide.profile });
    const result = await applyOverlay(source, step({ position: 'top-left' }));
    const at = (10 * 200 + 8) * 3;
    const levels = [...result.data.slice(at, at + 3)].map((value) => value / 257);
    expect(levels[0]).toBeCloseTo(234, -0.5);
    expect(levels[1]).toBeCloseTo(51, -0.5);
    expect(levels[2]).toBeCloseTo(35, -0.5);
  });

  it('makes a transparent picture opaque where it lies', async () => {
    const source = even(200, 100, 0, { channels: 4 });
    const result = await applyOverlay(source, step({ position: 'top-left' }));
    const at = (x: number): number[] => [...result.data.slice((10 * 200 + x) * 4, (10 * 200 + x) * 4 + 4)];
    expect(at(8)).toEqual([255, 0, 0, 255]);
    expect(at(40)).toEqual([255, 0, 0, 128]);
    expect(at(100)).toEqual([0, 0, 0, 0]);
  });

  it('is repeated evenly over the whole picture when tiled', async () => {
    const source = even(200, 100, 90);
    const result = await applyOverlay(source, step({ tile: true, scale: 10 }));
    const box = changed(source, result);
    expect(box).toEqual({ left: 0, top: 5, right: 199, bottom: 94 });
    const marked = (x: number): boolean => result.data[(50 * 200 + x) * 3] !== 90;
    expect(marked(90)).toBe(true);
    expect(marked(115)).toBe(false);
  });

  it('never grows beyond the picture', async () => {
    const source = even(200, 30, 90);
    expect(changed(source, await applyOverlay(source, step({ scale: 100, margin: 0 })))).toEqual({
      left: 140,
      top: 0,
      right: 199,
      bottom: 29,
    });
  });

  it('is drawn from an SVG too', async () => {
    const path = join(folder, 'logo.svg');
    await writeFile(
      path,
      '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10" fill="#00f"/></svg>',
    );
    const result = await applyOverlay(even(100, 100, 0), step({ source: { by: 'file', path }, position: 'center' }));
    expect([...result.data.slice((50 * 100 + 50) * 3, (50 * 100 + 50) * 3 + 3)]).toEqual([0, 0, 255]);
  });

  it('is drawn anew when its file changes', async () => {
    const path = join(folder, 'changing.svg');
    const draw = async (fill: string): Promise<number> => {
      await writeFile(
        path,
        `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="${fill}"/></svg>`,
      );
      const result = await applyOverlay(even(90, 90, 0), step({ source: { by: 'file', path }, position: 'center' }));
      return result.data[(45 * 90 + 45) * 3]!;
    };
    expect(await draw('#ff0000')).toBe(255);
    expect(await draw('#80000000')).toBe(0);
  });

  it('that is missing or no picture is refused by name', async () => {
    const at = (path: string) => applyOverlay(even(9, 9, 0), step({ source: { by: 'file', path } }));
    await expect(at(join(folder, 'gone.png'))).rejects.toMatchObject({ code: 'file_not_found' });
    await writeFile(join(folder, 'words.png'), 'no picture');
    await expect(at(join(folder, 'words.png'))).rejects.toMatchObject({
      code: 'not_an_image',
      message: expect.stringContaining('words.png'),
    });
  });
});

describe('a text', () => {
  it('is drawn without any font installed: from outlines that come with the program', () => {
    const outline = outlineText('Ag © Ł Ж λ ế')!;
    expect(outline.path.length).toBeGreaterThan(500);
    expect(outlineText('AV')!.width).toBeLessThan(outlineText('A')!.width + outlineText('V')!.width);
    expect(outlineText(' \n ')).toBeNull();
  });

  it('fills the width it is given and touches nothing else', async () => {
    const source = even(300, 100, 40);
    const result = await applyOverlay(source, step({ source: text('Hamburg'), scale: 50, position: 'center' }));
    const box = changed(source, result)!;
    expect(box.left).toBeGreaterThanOrEqual(75);
    expect(box.left).toBeLessThanOrEqual(76);
    expect(box.right).toBeGreaterThanOrEqual(223);
    expect(box.right).toBeLessThanOrEqual(224);
    expect(Math.max(...result.data)).toBe(255);
  });

  it('has a shadow that makes white legible on white', async () => {
    const source = even(300, 100, 255);
    const plain = await applyOverlay(source, step({ source: text('white'), scale: 50 }));
    expect(changed(source, plain)).toBeNull();
    const shaded = await applyOverlay(source, step({ source: text('white', { shadow: true }), scale: 50 }));
    expect(Math.min(...shaded.data)).toBeLessThan(160);
  });

  it('without ink leaves the picture as it is', async () => {
    const source = even(50, 50, 9);
    expect(await applyOverlay(source, step({ source: text('  ') }))).toBe(source);
  });

  it('is laid on a copy, or on the picture itself when that is owned', async () => {
    const source = even(100, 50, 10);
    const before = source.data.slice();
    const result = await applyOverlay(source, step({ source: text('x') }));
    expect(source.data).toEqual(before);
    const owned = await applyOverlay(source, step({ source: text('x') }), { owned: true });
    expect(owned.data).toBe(source.data);
    expect(owned.data).toEqual(result.data);
  });
});
