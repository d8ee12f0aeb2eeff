import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createApp } from '../../../src/main/app.ts';
import type { CreateRun } from '../../../src/main/engine/run-service.ts';
import { createFakePixels } from '../../main/engine/fake-pixels.ts';
import { addPhotos, filesIn, runSpec } from '../../main/engine/world.ts';
import { faultFolder } from './batch.ts';

const CHILD = join(import.meta.dirname, 'dying-child.ts');

/** How results are delivered, and so what undo has to take back. */
export type Way = 'overwrite' | 'zip';

interface Scene {
  root: string;
  out: string;
  spec: CreateRun;
  /** Every file in the output folder before the run. */
  before: Record<string, string>;
}

/** Photos, also in a folder, and an output folder in which some of the names are taken by somebody else's files. */
function scene(way: Way): Scene {
  const root = faultFolder();
  const out = join(root, 'out');
  addPhotos(join(root, 'photos'), ['a.jpg', 'b.jpg', 'day/c.jpg']);
  mkdirSync(out);
  writeFileSync(join(out, 'a.jpg'), 'an older a');
  mkdirSync(join(out, 'day'));
  writeFileSync(join(out, 'day', 'c.jpg'), 'an older c');
  writeFileSync(join(out, 'other.txt'), 'other');
  const output = way === 'zip' ? { zip: true } : { collision: 'overwrite' as const };
  const spec = runSpec({ photos: join(root, 'photos'), out }, { recursive: true, output });
  return { root, out, spec, before: filesIn(out) };
}

/** How many moments there were; null when the child died in one. */
function child(root: string, what: 'run' | 'undo', moment: number, spec: CreateRun): number | null {
  const ended = spawnSync(process.execPath, [CHILD, root, what, String(moment), JSON.stringify(spec)], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (ended.signal === 'SIGKILL') return null;
  expect(ended.stderr).toBe('');
  return Number(ended.stdout);
}

/**
 * Kills a run, or an undo, at every `step`-th of its moments, each time in a new place, and expects that the output folder
 * is in the end exactly as it was before the run. Answers how many times it killed.
 */
export async function undoDeaths(what: 'run' | 'undo', way: Way, step: number): Promise<number> {
  for (let kills = 0, moment = 0; ; kills += 1, moment += step) {
    const place = scene(way);
    const { root, out, spec, before } = place;
    if (what === 'undo') expect(child(root, 'run', -1, spec)).toBeGreaterThan(0);
    const died = child(root, what, moment, spec) === null;
    const app = await createApp({ dataDir: join(root, 'data'), pixels: createFakePixels() });
    try {
      const run = await app.runs.whenFinished(1);
      expect(run.status).toBe('completed');
      if (what === 'run') expect(Object.keys(filesIn(out)), `at ${moment}`).toHaveLength(4);
      const report = await app.runs.undo(1);
      expect(report.kept, `at ${moment}`).toEqual([]);
      expect(filesIn(out), `at ${moment}`).toEqual(before);
      expect(await app.runs.get(1)).toMatchObject({ outputCount: 0, outputBytes: 0, archivePath: null });
    } finally {
      await app.close();
    }
    rmSync(root, { recursive: true, force: true });
    if (!died) return kills;
  }
}
