import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import sharp, { type OutputInfo, type Sharp } from 'sharp';
import { WorkflowDocument } from '../../src/contract/workflow.ts';
import { executeRender } from '../../src/pixels/execute.ts';
import { type ExternalTool, externalTools } from './external-tools.ts';
import type { BenchFiles } from './photos.ts';

/** One way to compute the recipe. `run` does one photo and says how much CPU time, in seconds, it took. */
export interface Variant {
  name: string;
  run(photo: string): Promise<number>;
}

/** resize 2048 → contrast → saturation → sharpen → logo → JPEG 85 */
const LONG_EDGE = 2048;
const LOGO_PERCENT = 15;

export async function variants(files: BenchFiles): Promise<Variant[]> {
  const { logo, work } = files;
  const out = join(work, 'out.jpg');
  const tools = externalTools(work);
  // For the others the logo is at its final size already; Safelight scales it (once for all pictures of a size).
  const logoWidth = Math.round((LONG_EDGE * LOGO_PERCENT) / 100);
  const smallLogo = await sharp(await readFile(logo))
    .resize(logoWidth)
    .png()
    .toBuffer();
  const smallLogoPath = join(work, 'logo.png');
  await writeFile(smallLogoPath, smallLogo);
  const external = (tool: ExternalTool): Variant => ({
    name: tool.name,
    run: async (photo) => tool.run({ photo, out, logo: smallLogoPath, work, longEdge: LONG_EDGE }),
  });
  return [
    { name: 'floor: decode, resize, encode', run: inProcess((photo) => floor(photo, out)) },
    { name: 'Safelight', run: inProcess(safelight(logo, work)) },
    { name: 'sharp, one chain', run: inProcess((photo) => oneChain(photo, smallLogo, out)) },
    { name: 'sharp, one call per node', run: inProcess((photo) => onePerNode(photo, smallLogo, out)) },
    ...tools.map(external),
  ];
}

/** CPU time of this process with all its threads. */
function inProcess(work: (photo: string) => Promise<void>): Variant['run'] {
  return async (photo) => {
    const before = process.cpuUsage();
    await work(photo);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
}

const inside = { width: LONG_EDGE, height: LONG_EDGE, fit: 'inside' } as const;

async function floor(photo: string, out: string): Promise<void> {
  await writeFile(
    out,
    await sharp(await readFile(photo))
      .resize(inside)
      .jpeg({ quality: 85 })
      .toBuffer(),
  );
}

/** Exactly what a worker does for an item of a run: read, hash, plan, execute, write, fsync, hash. */
function safelight(logo: string, work: string): (photo: string) => Promise<void> {
  const workflow = WorkflowDocument.parse({
    name: 'Benchmark',
    nodes: [
      { id: 'in', type: 'imageInput' },
      { id: 'resize', type: 'resize', params: { longEdge: LONG_EDGE }, inputs: { image: 'in' } },
      { id: 'contrast', type: 'contrast', params: { contrast: 20 }, inputs: { image: 'resize' } },
      { id: 'saturation', type: 'saturation', params: { saturation: 20 }, inputs: { image: 'contrast' } },
      { id: 'sharpen', type: 'sharpen', params: { radius: 1, amount: 80 }, inputs: { image: 'saturation' } },
      {
        id: 'logo',
        type: 'watermark',
        params: { image: logo, scale: LOGO_PERCENT, opacity: 100 },
        inputs: { image: 'sharpen' },
      },
      { id: 'out', type: 'export', params: { format: 'jpeg', quality: 85 }, inputs: { image: 'logo' } },
    ],
  });
  let number = 0;
  return async (photo) => {
    const name = basename(photo);
    await executeRender(
      {
        kind: 'render',
        workflow,
        sources: { in: { path: photo, name } },
        tokens: { name, seq: 1, relativeFolder: '', workflow: 'benchmark', runDate: '2026-01-01T00:00:00Z' },
        target: { kind: 'deliver' },
        temp: { folder: work, prefix: `bench-${process.pid}-${number++}-` },
        tolerant: false,
      },
      { admit: async () => {}, maxPixels: 1e9 },
    );
  };
}

const CONTRAST = { gain: 1.2, offset: -0.1 * 255 };

async function oneChain(photo: string, logo: Buffer, out: string): Promise<void> {
  const bytes = await sharp(await readFile(photo))
    .resize(inside)
    .linear(CONTRAST.gain, CONTRAST.offset)
    .modulate({ saturation: 1.2 })
    .sharpen({ sigma: 1 })
    .composite([{ input: logo, gravity: 'southeast' }])
    .jpeg({ quality: 85 })
    .toBuffer();
  await writeFile(out, bytes);
}

async function onePerNode(photo: string, logo: Buffer, out: string): Promise<void> {
  let pixels = await raw(sharp(await readFile(photo)).resize(inside));
  pixels = await raw(again(pixels).linear(CONTRAST.gain, CONTRAST.offset));
  pixels = await raw(again(pixels).modulate({ saturation: 1.2 }));
  pixels = await raw(again(pixels).sharpen({ sigma: 1 }));
  pixels = await raw(again(pixels).composite([{ input: logo, gravity: 'southeast' }]));
  await writeFile(out, await again(pixels).jpeg({ quality: 85 }).toBuffer());
}

interface Pixels {
  data: Buffer;
  info: OutputInfo;
}

function raw(pipeline: Sharp): Promise<Pixels> {
  return pipeline.raw().toBuffer({ resolveWithObject: true });
}

function again({ data, info: { width, height, channels } }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels } });
}
