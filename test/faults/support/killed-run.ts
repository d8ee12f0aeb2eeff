import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Batch, putForeignFiles } from './batch.ts';
import { type Books, readBooks } from './books.ts';
import { delivered, sha256 } from './delivered.ts';
import type { Chance } from './fault-seed.ts';
import type { LoopDisk } from './loop-disk.ts';
import { type Ended, gone, isAlive, type SafelightProcess, signal, startSafelight } from './safelight-process.ts';

/** A way to deliver; each keeps other promises across a crash. */
export const DELIVERIES: Record<string, string[]> = {
  'files beside others’ under free names': ['--collision', 'suffix'],
  'one zip': ['--zip'],
  'files over others’': ['--collision', 'overwrite'],
  'only files that are not there': ['--collision', 'skip'],
};

type Target = 'main' | 'host' | 'both' | 'power';

/** How a run ended that was killed so often, and what it left. */
export interface KilledRun {
  kills: Record<Target, number>;
  starts: number;
  /** What was killed when, to be read when something is wrong. */
  story: string[];
  files: Record<string, string>;
  books: Books;
  /** Everything that is wrong whatever the run was to deliver. */
  wrong: string[];
}

export interface KilledRunOptions {
  batch: Batch;
  /** Made for this run alone. */
  folder: string;
  delivery: string[];
  chance: Chance;
  /** The run is left in peace after so many. */
  mostKills: number;
  /** Holds the folder; instead of processes being killed its power is cut. */
  disk?: LoopDisk;
  workers?: number;
}

/**
 * Runs the batch through the command line while main, the pixel host or both are killed at random moments, resuming until the
 * run is over.
 */
export async function killedRun(options: KilledRunOptions): Promise<KilledRun> {
  const { batch, folder, delivery, chance, mostKills, disk, workers = 2 } = options;
  const dataDir = join(folder, 'data');
  const out = join(folder, 'out');
  mkdirSync(dataDir, { recursive: true });
  putForeignFiles(out);
  const common = ['--data', dataDir, '--verbose'];
  const first = [...common, 'run', batch.workflow, ...batch.paths, '--recursive', '--out', out, ...delivery];
  const again = [...common, 'resume', '1'];
  const last = ['--json', '--workers', String(workers)];
  const kills = { main: 0, host: 0, both: 0, power: 0 };
  const struck = (): number => kills.main + kills.host + kills.both + kills.power;
  const story: string[] = [];
  const wrong: string[] = [];
  let starts = 0;
  let args = first;
  if (disk) spawnSync('sync', ['-f', disk.path]);
  for (;;) {
    starts += 1;
    let dark = false;
    const child = startSafelight([...args, ...last]);
    const hosts = new Set<number>();
    if (struck() < mostKills) {
      for (const blow of disk ? [{ ...moment(chance), target: 'power' as const }] : blows(chance)) {
        await blow.moment(child, out);
        if (disk && isAlive(child.pid)) disk.cutPower();
        const target = strike(child, blow.target, hosts);
        if (target === null) break;
        dark = target === 'power';
        kills[target] += 1;
        story.push(`start ${starts}: ${target} ${blow.told}`);
        if (target !== 'host') break;
      }
    }
    for (const host of child.hosts()) hosts.add(host);
    const ended = await child.ended;
    if (!(await gone([...hosts]))) wrong.push(`a pixel host outlived its parent (start ${starts})`);
    if (dark) disk?.restart();
    if (dark || ended.signal === 'SIGKILL') args = again;
    else if (/There is no run/.test(ended.stderr)) args = first;
    else if (isOver(ended)) break;
    else {
      wrong.push(`start ${starts} ended with ${ended.code ?? ended.signal}: ${ended.stderr}`);
      break;
    }
    if (starts > mostKills * 3 + 10) {
      wrong.push('it did not come to an end');
      break;
    }
  }
  // Without a run in them there are no books to read; why it ended so matters more.
  if (wrong.length > 0) throw new Error([...wrong, ...story].join('\n'));
  const books = readBooks(dataDir);
  story.push(...books.failures);
  for (const file of books.files) {
    // Those of a zip are in it, and staged no more.
    if (!delivery.includes('--zip') && sha256(readFileSync(file.path)) !== file.sha256)
      wrong.push(`${file.path} is not what was recorded`);
  }
  return { kills, starts, story, files: await delivered(out), books, wrong: [...wrong, ...books.wrong] };
}

/** One damaged picture makes every run end as partial. */
function isOver(ended: Ended): boolean {
  return ended.code === 3 || (ended.code === 2 && /is (partial|completed) and cannot be resumed/.test(ended.stderr));
}

interface Blow {
  target: Target;
  told: string;
  moment(child: SafelightProcess, out: string): Promise<void>;
}

/** One blow, or two when the first only takes the host: a task that loses two hosts would rightly fail. */
function blows(chance: Chance): Blow[] {
  const target = chance.oneOf(['main', 'main', 'host', 'both', 'both'] as const);
  const one: Blow = { target, ...moment(chance) };
  return target === 'host' ? [one, { target: chance.oneOf(['main', 'both']), ...moment(chance) }] : [one];
}

function moment(chance: Chance): Pick<Blow, 'told' | 'moment'> {
  const kind = chance.oneOf(['early', 'started', 'started', 'item', 'item', 'change', 'change'] as const);
  const until = async (child: SafelightProcess, ms: number): Promise<void> => {
    await Promise.race([wait(ms), child.ended]);
  };
  switch (kind) {
    case 'early': {
      const ms = chance.between(50, 900);
      return { told: `after ${ms} ms`, moment: (child) => until(child, ms) };
    }
    case 'started': {
      const ms = chance.between(0, 900);
      return {
        told: `${ms} ms after the run went on`,
        async moment(child) {
          await Promise.race([child.event('run.created'), child.event('run.resumed')]);
          await until(child, ms);
        },
      };
    }
    case 'item': {
      const nth = chance.between(1, 12);
      const ms = chance.between(0, 30);
      return {
        told: `${ms} ms after completed picture ${nth}`,
        async moment(child) {
          await child.event('item.completed', nth);
          await until(child, ms);
        },
      };
    }
    case 'change': {
      const nth = chance.between(1, 50);
      const ms = chance.between(0, 4);
      return {
        told: `${ms} ms after change ${nth} of the output folder`,
        async moment(child, out) {
          await changes(child, out, nth);
          await until(child, ms);
        },
      };
    }
  }
}

/** Waits for so many changes in a folder, or for the process to end; the last ones it makes may be fewer. */
async function changes(child: SafelightProcess, folder: string, count: number): Promise<void> {
  let seen = 0;
  let enough = (): void => {};
  const watcher = watch(folder, () => {
    seen += 1;
    if (seen >= count) enough();
  });
  await Promise.race([
    new Promise<void>((resolve) => {
      enough = resolve;
    }),
    child.ended,
  ]);
  watcher.close();
}

/** Null when there was nobody left to kill. */
function strike(child: SafelightProcess, target: Blow['target'], seen: Set<number>): Blow['target'] | null {
  const hosts = child.hosts();
  for (const host of hosts) seen.add(host);
  const mainLives = isAlive(child.pid);
  if (!mainLives) return null;
  if (target !== 'main') for (const host of hosts) signal(host, 'SIGKILL');
  if (target !== 'host') child.kill();
  if (target === 'host') return hosts.length > 0 ? 'host' : null;
  return target === 'both' && hosts.length === 0 ? 'main' : target;
}
