import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RenderTask, SampleName } from '../src/contract/pixel-tasks.ts';
import type { WorkflowDocumentInput } from '../src/contract/workflow.ts';
import { builtInProfile } from '../src/pixels/colour/profiles.ts';
import { decode } from '../src/pixels/decoders/decode.ts';
import { probe } from '../src/pixels/decoders/probe.ts';
import { setupSharp } from '../src/pixels/decoders/sharp-setup.ts';
import { executeRender } from '../src/pixels/execute.ts';
import { composeSheet } from '../src/pixels/kernels/sheet.ts';
import type { Raster } from '../src/pixels/raster.ts';
import { writeSample } from '../src/pixels/samples/write.ts';
import { readWorkflow } from '../src/workflow/graph/read.ts';
import { nodeTypes } from '../src/workflow/nodes/registry.ts';
import { type NodeExample, nodeExamples } from './docs/node-examples.ts';

/**
 * `npm run docs:nodes [type …]`: a picture before and after for every node type, from the sample photos that the program paints
 * itself. Writes docs/nodes/<type>.png, 640 px wide and at most 60 kB.
 */
const FOLDER = join(import.meta.dirname, '..', 'docs/nodes');
const CELL = { width: 308, height: 206 };
const GAP = 8;
const MOST_BYTES = 60_000;
const SHOWN = 720;

type Nodes = WorkflowDocumentInput['nodes'];

const work = await mkdtemp(join(tmpdir(), 'safelight-node-pictures-'));
const samples = new Map<SampleName, string>();

async function sampleFile(sample: SampleName): Promise<string> {
  const known = samples.get(sample);
  if (known !== undefined) return known;
  const path = join(work, `${sample}.jpg`);
  await writeSample({ kind: 'sample', sample, path });
  samples.set(sample, path);
  return path;
}

/** The picture at a node. */
async function pictureAt(nodes: Nodes, nodeId: string, sample: SampleName): Promise<Raster> {
  const path = await sampleFile(sample);
  const task: RenderTask = {
    kind: 'render',
    workflow: readWorkflow({
      name: 'Example',
      nodes: [...nodes, { id: 'out', type: 'export', inputs: { image: nodeId } }],
    }),
    sources: { in: { path, name: `${sample}.jpg` } },
    tokens: { name: `${sample}.jpg`, seq: 1, relativeFolder: '', workflow: 'example', runDate: '2026-11-22T00:00:00Z' },
    target: { kind: 'preview', nodeId: 'out', longEdge: null, format: 'png' },
    temp: { folder: work, prefix: `${process.hrtime.bigint()}-` },
    tolerant: false,
  };
  const { files } = await executeRender(task, { admit: async () => {}, maxPixels: 1e9 });
  const bytes = await readFile(files[0]!.tempPath);
  const facts = await probe(bytes, 'example');
  return (await decode(bytes, facts, { name: 'example', orient: true, tolerant: false, maxPixels: 1e9 })).raster;
}

/** Before and after of one node type. */
async function pair(type: string, example: NodeExample): Promise<[Raster, Raster]> {
  const { sample, before = [], params, cutOut } = example;
  const nodes: Nodes = [
    { id: 'in', type: 'imageInput' },
    { id: 'small', type: 'resize', params: { longEdge: SHOWN }, inputs: { image: 'in' } },
  ];
  let last = 'small';
  for (const [n, node] of before.entries()) {
    nodes.push({ id: `b${n}`, ...node, inputs: { image: last } });
    last = `b${n}`;
  }
  if (cutOut) {
    nodes.push({ id: 'cut', type: 'removeBackground', inputs: { image: last } });
    last = 'cut.image';
  }
  const first = await pictureAt(nodes, last, sample);
  if (type === 'maskPicture') {
    nodes.push({ id: 'cut', type: 'removeBackground', inputs: { image: last } });
    nodes.push({ id: 'shown', type, inputs: { mask: 'cut.mask' } });
    return [await pictureAt(nodes, 'cut.image', sample), await pictureAt(nodes, 'shown', sample)];
  }
  if (params === undefined) return [first, first];
  const { outputs } = nodeTypes.get(type)!;
  nodes.push({ id: 'shown', type: example.as ?? type, params, inputs: { image: last } });
  const port = Object.keys(outputs).length > 1 ? 'shown.image' : 'shown';
  return [first, await pictureAt(nodes, port, sample)];
}

/** A page of all samples, for the nodes that make pages. */
async function page(columns: number, all: readonly SampleName[]): Promise<Raster> {
  const rasters = await Promise.all(all.map((sample) => pictureAt([{ id: 'in', type: 'imageInput' }], 'in', sample)));
  const layout = {
    cells: all.length,
    columns,
    cellWidth: 200,
    cellHeight: 150,
    gap: 12,
    captionSize: 16,
    titleSize: 0,
  };
  return composeSheet(rasters, all, layout, { background: '#ffffff', textColor: '#222222' }, builtInProfile('srgb'));
}

async function write(
  type: string,
  [before, after]: [Raster, Raster],
  captions: readonly [string, string],
): Promise<number> {
  const layout = {
    cells: 2,
    columns: 2,
    cellWidth: CELL.width,
    cellHeight: CELL.height,
    gap: GAP,
    captionSize: 13,
    titleSize: 0,
  };
  const look = { background: '#f4f4f4', textColor: '#333333' };
  const sheet = await composeSheet([before, after], captions, layout, look, builtInProfile('srgb'));
  const { data, width, height, channels } = sheet;
  const eight = sheet.depth === 8 ? data : Uint8Array.from(data, (value) => value >> 8);
  // Fewer colours until it is small enough.
  for (const colours of [256, 192, 128, 96, 64, 48, 32, 24, 16]) {
    const png = await setupSharp()(eight, { raw: { width, height, channels } })
      .png({ palette: true, colours, effort: 10, dither: 0.6 })
      .toBuffer();
    if (png.length > MOST_BYTES) continue;
    await writeFile(join(FOLDER, `${type}.png`), png);
    return png.length;
  }
  throw new Error(`The picture of ${type} is too large.`);
}

/** Teal shadows and warm lights as a 3D LUT (Adobe Cube LUT Specification 1.0). */
async function writeLut(): Promise<string> {
  const path = join(work, 'teal-orange.cube');
  const size = 9;
  const rows: string[] = [];
  const steps = Array.from({ length: size }, (_, n) => n / (size - 1));
  for (const b of steps)
    for (const g of steps)
      for (const r of steps) {
        const light = 0.3 * r + 0.6 * g + 0.1 * b;
        const clip = (value: number): string => Math.min(1, Math.max(0, value)).toFixed(5);
        rows.push(`${clip(r + 0.16 * (light - 0.5))} ${clip(g + 0.02)} ${clip(b - 0.2 * (light - 0.45))}`);
      }
  await writeFile(path, `LUT_3D_SIZE ${size}\n${rows.join('\n')}\n`);
  return path;
}

await mkdir(FOLDER, { recursive: true });
try {
  const wanted = process.argv.slice(2);
  for (const [type, example] of Object.entries(nodeExamples(await writeLut()))) {
    if (wanted.length > 0 && !wanted.includes(type)) continue;
    let pictures = await pair(type, example);
    if (type === 'collage') pictures = [pictures[0], await page(2, ['coast', 'dunes', 'lantern', 'mug'])];
    if (type === 'contactSheet')
      pictures = [pictures[0], await page(3, ['coast', 'dunes', 'lantern', 'mug', 'night-harbour'])];
    const bytes = await write(type, pictures, example.captions ?? ['before', 'after']);
    console.log(`${type.padEnd(20)} ${(bytes / 1000).toFixed(0)} kB`);
  }
} finally {
  await rm(work, { recursive: true, force: true });
}
