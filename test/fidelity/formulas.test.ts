import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { aWorkflow } from '../support/a-workflow.ts';
import { measured } from './measured.ts';
import { runFile } from './run-file.ts';

type Rgb = readonly [number, number, number];

/** What a node makes of these colours (0–255), through a PNG with 8 bits and back. */
async function madeOf(type: string, params: Record<string, unknown>, colours: readonly Rgb[]): Promise<Rgb[]> {
  const data = Buffer.from(colours.flat());
  const png = await sharp(data, { raw: { width: colours.length, height: 1, channels: 3 } })
    .png()
    .toBuffer();
  const { raster } = await runFile(
    aWorkflow().with(type, params).with('export', { format: 'png' }),
    png,
    'swatches.png',
  );
  return colours.map((_, i) => [raster.data[i * 3]!, raster.data[i * 3 + 1]!, raster.data[i * 3 + 2]!]);
}

/** The largest difference of any channel from what was expected, levels of 255. */
async function offBy(
  type: string,
  params: Record<string, unknown>,
  expected: (colour: Rgb) => readonly number[],
  colours: readonly Rgb[] = SWATCHES,
): Promise<number> {
  const made = await madeOf(type, params, colours);
  const differences = colours.flatMap((colour, i) =>
    expected(colour).map((value, c) => Math.abs(clip(value) - made[i]![c]!)),
  );
  return Math.max(...differences);
}

const clip = (value: number): number => Math.min(255, Math.max(0, value));
const decode = (level: number): number => {
  const v = level / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
};
const encode = (light: number): number =>
  255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * Math.max(0, light) ** (1 / 2.4) - 0.055);

const GREYS: Rgb[] = Array.from({ length: 52 }, (_, i) => [i * 5, i * 5, i * 5]);
const SWATCHES: Rgb[] = [
  ...GREYS,
  [200, 30, 20],
  [20, 160, 60],
  [30, 60, 190],
  [220, 200, 40],
  [120, 90, 70],
  [250, 128, 3],
];

describe('closed forms', () => {
  it.each([-2, -0.5, 1, 1.7])('exposure %d EV multiplies light by 2^EV', async (ev) => {
    const off = await offBy('exposure', { ev }, (colour) => colour.map((level) => encode(decode(level) * 2 ** ev)));
    measured(`off by ${off.toFixed(2)} levels`);
    expect(off).toBeLessThan(1);
  });

  it('exposure +1 EV makes grey 138 of grey 100', async () => {
    const [grey] = await madeOf('exposure', { ev: 1 }, [[100, 100, 100]]);
    measured(`100 → ${grey![0]}`);
    expect(grey).toEqual([138, 138, 138]);
  });

  it('white balance at 6504 K leaves everything as it is, and warms to the light that was meant', async () => {
    const [cool, , warm] = await Promise.all(
      [5000, 6504, 9000].map(async (kelvin) => (await madeOf('whiteBalance', { kelvin }, [[128, 128, 128]]))[0]!),
    );
    measured(`grey at 5000 K ${cool}, at 9000 K ${warm}`);
    expect(await offBy('whiteBalance', { kelvin: 6504 }, (colour) => colour)).toBeLessThanOrEqual(1);
    // Telling it that the light was cold makes the picture warmer.
    expect(warm![0] - warm![2]).toBeGreaterThan(5);
    expect(cool![2] - cool![0]).toBeGreaterThan(5);
  });

  it('levels map the range with a gamma', async () => {
    const params = { black: 20, white: 230, gamma: 1.4, outputBlack: 10, outputWhite: 245 };
    const level = (x: number): number => 10 + 235 * (clip(((x - 20) / 210) * 255) / 255) ** (1 / 1.4);
    const off = await offBy('levels', params, (colour) => colour.map(level));
    measured(`off by ${off.toFixed(2)} levels`);
    expect(off).toBeLessThan(1);
  });

  it('a curve through two points is a line, and every curve goes through its points', async () => {
    const line = await offBy(
      'curves',
      {
        master: [
          [0, 30],
          [255, 200],
        ],
      },
      (colour) => colour.map((x) => 30 + (170 * x) / 255),
    );
    const points = [
      [0, 0],
      [60, 40],
      [130, 150],
      [255, 255],
    ];
    const bent = await madeOf(
      'curves',
      { master: points },
      points.map(([x]) => [x!, x!, x!]),
    );
    const off = Math.max(line, ...points.map(([, y], i) => Math.abs(bent[i]![0] - y!)));
    measured(`off by ${off.toFixed(2)} levels`);
    expect(off).toBeLessThanOrEqual(1);
  });

  it('the colour mixer moves its own band and no grey', async () => {
    const params = { redSaturation: -100 };
    const greys = await offBy('hsl', params, (colour) => colour, GREYS);
    const [red, green] = await madeOf('hsl', params, [
      [200, 40, 30],
      [30, 160, 60],
    ]);
    const spread = (c: Rgb): number => Math.max(...c) - Math.min(...c);
    measured(`greys off by ${greys}, red spread ${spread(red!)}, green ${green}`);
    expect(greys).toBeLessThanOrEqual(1);
    expect(spread(red!)).toBeLessThan(60);
    expect(Math.abs(green![1] - 160)).toBeLessThanOrEqual(2);
  });

  it('a LUT is interpolated between its points, exactly for straight ones', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'safelight-lut-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'swap.cube');
    const rows: string[] = [];
    // Red varies fastest (Adobe Cube LUT Specification 1.0). Swaps red and blue and halves green.
    for (let b = 0; b < 5; b++)
      for (let g = 0; g < 5; g++) for (let r = 0; r < 5; r++) rows.push(`${b / 4} ${g / 8} ${r / 4}`);
    writeFileSync(file, `LUT_3D_SIZE 5\n${rows.join('\n')}\n`);
    const off = await offBy('lut', { file }, ([r, g, b]) => [b, g / 2, r]);
    const half = await offBy('lut', { file, strength: 50 }, ([r, g, b]) => [(r + b) / 2, g * 0.75, (r + b) / 2]);
    measured(`off by ${off.toFixed(2)}, at half strength ${half.toFixed(2)} levels`);
    expect(off).toBeLessThanOrEqual(1);
    expect(half).toBeLessThanOrEqual(1.5);
  });
});
