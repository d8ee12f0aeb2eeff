import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Batch } from './batch.ts';
import { chanceOf } from './fault-seed.ts';
import { killedRun } from './killed-run.ts';

export interface KillRounds {
  batch: Batch;
  root: string;
  delivery: string[];
  seed: number;
  /** Rounds are begun until so many kills have been dealt out. */
  kills: number;
  /** Of one run; then it may come to its end. */
  killsPerRun: number;
}

/**
 * Runs the batch undisturbed once, then again and again killed at random moments, and expects the same end each time.
 * Answers what it did in one line.
 */
export async function killRounds({ batch, root, delivery, seed, kills, killsPerRun }: KillRounds): Promise<string> {
  const calm = await killedRun({
    batch,
    folder: join(root, 'calm'),
    delivery,
    chance: chanceOf(seed),
    mostKills: 0,
  });
  expect(calm).toMatchObject({ wrong: [], starts: 1 });
  expect(calm.books.counts, calm.books.failures.join('\n')).toMatchObject({
    completed: batch.good,
    failed: 1,
    skipped: 1,
  });
  const sum = { main: 0, host: 0, both: 0, starts: 0, rounds: 0 };
  while (sum.main + sum.host + sum.both < kills) {
    sum.rounds += 1;
    const folder = join(root, `round-${sum.rounds}`);
    const left = kills - (sum.main + sum.host + sum.both);
    const run = await killedRun({
      batch,
      folder,
      delivery,
      chance: chanceOf(seed + sum.rounds),
      mostKills: Math.min(killsPerRun, left),
    });
    const told = `seed ${seed}, round ${sum.rounds}\n${run.story.join('\n')}`;
    expect(run.wrong, told).toEqual([]);
    expect(run.files, told).toEqual(calm.files);
    expect(run.books.counts, told).toEqual(calm.books.counts);
    expect(run.books.status, told).toBe(calm.books.status);
    for (const target of ['main', 'host', 'both'] as const) sum[target] += run.kills[target];
    sum.starts += run.starts;
    rmSync(folder, { recursive: true, force: true });
  }
  const total = sum.main + sum.host + sum.both;
  return `${total} kills (main ${sum.main}, pixel host ${sum.host}, both ${sum.both}) in ${sum.rounds} runs of ${Object.keys(calm.files).length} files and ${sum.starts} starts: nothing lost, doubled or partial (seed ${seed})`;
}
