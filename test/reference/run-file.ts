import type { ImageFacts } from '../../src/contract/run.ts';
import { decode } from '../../src/pixels/decoders/decode.ts';
import { probe } from '../../src/pixels/decoders/probe.ts';
import { executeStep } from '../../src/pixels/execute/steps.ts';
import type { Raster } from '../../src/pixels/raster.ts';
import type { Plan } from '../../src/workflow/plan/plan.ts';

/** A picture file in memory. */
export interface PictureFile {
  name: string;
  bytes: Buffer;
  facts: ImageFacts;
}

export async function pictureFile(name: string, bytes: Buffer): Promise<PictureFile> {
  return { name, bytes, facts: await probe(bytes, name) };
}

/** The file's pixels as they are stored, all of them. */
export async function storedPixels({ name, bytes, facts }: PictureFile): Promise<Raster> {
  const { raster } = await decode(bytes, facts, { name, orient: false, tolerant: false, maxPixels: 1e9 });
  return raster;
}

/**
 * Runs a plan on one file with the program's own steps, but for the encode, where the picture that goes into the file is
 * what is wanted. Gives the picture for each of `plan.results`.
 */
export async function runPlanOnFile(plan: Plan, file: PictureFile): Promise<Map<string, Raster>> {
  const made = new Map<string, Raster>();
  for (const { id, step, inputs } of plan.steps) {
    const source = made.get(inputs[0] ?? '');
    if (step.kind === 'encode') {
      made.set(id, source!);
      continue;
    }
    const outcome = await executeStep(step, {
      raster: () => source!,
      owned: false,
      open: () => file,
      origin: () => file,
      tokens: { name: file.name, seq: 1, relativeFolder: '', workflow: 'test', runDate: '2026-11-21T00:00:00Z' },
      tolerant: false,
      maxPixels: 1e9,
    });
    if (outcome.kind !== 'raster') throw new Error(`${step.kind} makes no picture`);
    made.set(id, outcome.raster);
  }
  return new Map(Object.entries(plan.results).map(([node, id]) => [node, made.get(id)!]));
}
