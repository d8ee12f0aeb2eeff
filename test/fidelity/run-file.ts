import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { RenderResult } from '../../src/contract/pixel-tasks.ts';
import { decode } from '../../src/pixels/decoders/decode.ts';
import { probe } from '../../src/pixels/decoders/probe.ts';
import { executeRender } from '../../src/pixels/execute.ts';
import type { Raster } from '../../src/pixels/raster.ts';
import type { WorkflowBuilder } from '../support/a-workflow.ts';

/** A delivered file. */
export interface Delivered {
  bytes: Buffer;
  /** Read again as any other picture. */
  raster: Raster;
  result: RenderResult;
}

/** Runs a workflow with one export on a file, from bytes to bytes, as the program does. */
export async function runFile(workflow: WorkflowBuilder, bytes: Uint8Array, name: string): Promise<Delivered> {
  const folder = mkdtempSync(join(tmpdir(), 'safelight-fidelity-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'source');
  writeFileSync(path, bytes);
  const result = await executeRender(
    {
      kind: 'render',
      workflow: workflow.document(),
      sources: { in: { path, name } },
      tokens: { name, seq: 1, relativeFolder: '', workflow: 'test', runDate: '2026-11-22T00:00:00Z' },
      target: { kind: 'deliver' },
      temp: { folder, prefix: 'out-' },
      tolerant: false,
    },
    { admit: async () => {}, maxPixels: 5e8 },
  );
  const made = readFileSync(result.files[0]!.tempPath);
  return { bytes: made, raster: await readPicture(made, 'made'), result };
}

/** A file as the program reads it, upright. */
export async function readPicture(bytes: Buffer, name: string): Promise<Raster> {
  const facts = await probe(bytes, name);
  const options = { name, orient: true, tolerant: false, maxPixels: 5e8 };
  return (await decode(bytes, facts, options)).raster;
}
