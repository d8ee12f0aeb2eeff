import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { evict, sizeOf } from '../../../src/main/cache/cache-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'safelight-cache-folder-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const NOW = 1.8e12;

/** A file of 100 kB, last used so many minutes ago. */
function aFile(name: string, minutesAgo: number): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, Buffer.alloc(100_000));
  const used = new Date(NOW - minutesAgo * 60_000);
  utimesSync(path, used, used);
  return path;
}

const left = (): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(checkpoint|png|tmp)$/.test(name));

describe('evicting', () => {
  it('removes what was not used for longest, wherever it lies, until there is room again', async () => {
    const oldest = aFile('checkpoints/ab/1.checkpoint', 50);
    const old = aFile('previews/2.png', 40);
    for (const n of [3, 4, 5, 6, 7, 8]) aFile(`checkpoints/cd/${n}.checkpoint`, 30 - n);
    expect(await evict(folder, 750_000, NOW)).toEqual({ bytes: 600_000, entries: 6 });
    expect(existsSync(oldest)).toBe(false);
    expect(existsSync(old)).toBe(false);
    expect(left()).toHaveLength(6);
  });

  it('removes nothing while there is room', async () => {
    aFile('checkpoints/ab/1.checkpoint', 1e6);
    expect(await evict(folder, 100_000, NOW)).toEqual({ bytes: 100_000, entries: 1 });
  });

  it('spares a file that was used again', async () => {
    const used = aFile('checkpoints/ab/1.checkpoint', 50);
    const other = aFile('checkpoints/ab/2.checkpoint', 40);
    utimesSync(used, new Date(NOW), new Date(NOW));
    await evict(folder, 150_000, NOW);
    expect([existsSync(used), existsSync(other)]).toEqual([true, false]);
  });

  it('removes temp files that a killed process left behind, and not those being written', async () => {
    const abandoned = aFile('checkpoints/ab/1.checkpoint.77-abc.tmp', 90);
    const fresh = aFile('checkpoints/ab/1.checkpoint.78-abc.tmp', 1);
    await evict(folder, 1e9, NOW);
    expect([existsSync(abandoned), existsSync(fresh)]).toEqual([false, true]);
  });

  it('empties the folder for a limit of zero', async () => {
    aFile('checkpoints/ab/1.checkpoint', 1);
    expect(await evict(folder, 0, NOW)).toEqual({ bytes: 0, entries: 0 });
  });

  it('takes a missing folder for an empty one', async () => {
    expect(await evict(join(folder, 'none'), 10, NOW)).toEqual({ bytes: 0, entries: 0 });
    expect(await sizeOf(join(folder, 'none'))).toEqual({ bytes: 0, entries: 0 });
  });
});
