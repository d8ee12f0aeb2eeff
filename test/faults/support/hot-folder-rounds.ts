import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import sharp from 'sharp';
import { photo } from '../../support/pictures.ts';
import { type Chance, chanceOf } from './fault-seed.ts';

export interface HotFolderRounds {
  root: string;
  seed: number;
  files: number;
  kills: number;
}

/** How a hot folder stood a day of bad manners. */
export interface HotFolderOutcome {
  told: string;
  /** Everything that is wrong. */
  wrong: string[];
}

/**
 * Brings files into a hot folder in all ways: at once, in pieces with stalls, at full size before their contents, renamed
 * into place, and with the whole folder going away meanwhile; and kills the watching process. Each file must be done exactly once.
 */
export async function hotFolderRounds({ root, seed, files, kills }: HotFolderRounds): Promise<HotFolderOutcome> {
  const chance = chanceOf(seed);
  const hot = join(root, 'hot');
  mkdirSync(hot, { recursive: true });
  mkdirSync(join(root, 'elsewhere'));
  const { data, width, height } = photo({ width: 48, height: 32 });
  const picture = await sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer();
  const every = Math.max(1, Math.floor(files / (kills + 1)));
  let child = await startWatching(root);
  let killed = 0;
  const ways = new Map<string, number>();
  const slow: Promise<void>[] = [];
  for (let n = 0; n < files; n += 1) {
    const name = `${n % 7 === 0 ? `sub-${n % 3}/` : ''}photo-${String(n).padStart(5, '0')}.jpg`;
    const way = chance.oneOf(['at once', 'at once', 'renamed', 'in pieces', 'preallocated'] as const);
    ways.set(way, (ways.get(way) ?? 0) + 1);
    const bytes = Buffer.concat([picture, Buffer.from(`${n}`)]);
    // Slow ones go on side by side; only so many, as people have so many cables.
    if (slow.length > 20) await slow.shift();
    const bringing = bring(root, name, bytes, way, chance);
    if (way === 'in pieces' || way === 'preallocated') slow.push(bringing);
    else await bringing;
    if (n % 50 === 49) await wait(chance.between(0, 200));
    if (n > 0 && n % every === 0 && killed < kills) {
      await kill(child);
      killed += 1;
      child = await startWatching(root);
    }
    if (n === Math.floor(files / 2)) {
      await Promise.all(slow.splice(0));
      renameSync(hot, `${hot}-away`);
      await wait(chance.between(100, 4000));
      renameSync(`${hot}-away`, hot);
    }
  }
  await Promise.all(slow);
  await allDone(root, files);
  child.kill('SIGTERM');
  await once(child, 'exit');
  const told = `${files} files (${[...ways].map(([way, count]) => `${count} ${way}`).join(', ')}), ${killed} kills`;
  return { told, wrong: whatIsWrong(root, files) };
}

async function bring(root: string, name: string, bytes: Buffer, way: string, chance: Chance): Promise<void> {
  const path = join(root, 'hot', name);
  mkdirSync(join(path, '..'), { recursive: true });
  if (way === 'at once') return writeFileSync(path, bytes);
  if (way === 'renamed') {
    const elsewhere = join(root, 'elsewhere', `${name.replaceAll('/', '-')}`);
    writeFileSync(elsewhere, bytes);
    return renameSync(elsewhere, path);
  }
  // Opened anew for each piece, so that no open file tells that more is to come.
  if (way === 'preallocated') writeFileSync(path, Buffer.alloc(bytes.length));
  const pieces = 3;
  for (let piece = 0; piece < pieces; piece += 1) {
    const from = Math.floor((bytes.length * piece) / pieces);
    const to = Math.floor((bytes.length * (piece + 1)) / pieces);
    const file = await open(path, existsSync(path) ? 'r+' : 'w');
    await file.write(bytes, from, to - from, from);
    await file.close();
    if (piece < pieces - 1) await wait(chance.oneOf([20, 200, 1500]));
  }
}

async function startWatching(root: string): Promise<ChildProcess> {
  const script = join(import.meta.dirname, 'hot-folder-child.ts');
  const child = spawn(process.execPath, [script, root], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [first] = await Promise.race([once(child.stdout!, 'data'), once(child, 'exit').then(() => ['ended'])]);
  if (!String(first).startsWith('ready')) throw new Error(`the watching process did not start: ${first}`);
  child.stdout!.resume();
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function allDone(root: string, files: number): Promise<void> {
  const db = new Sqlite(join(root, 'data', 'safelight.db'), { readonly: true });
  const count = db.prepare("SELECT count(*) AS n FROM hot_folder_files WHERE state IN ('done', 'failed')").pluck();
  const patience = Date.now() + 600_000;
  while ((count.get() as number) < files && Date.now() < patience) await wait(250);
  db.close();
}

function whatIsWrong(root: string, files: number): string[] {
  const db = new Sqlite(join(root, 'data', 'safelight.db'), { readonly: true });
  const all = (sql: string): Record<string, unknown>[] => db.prepare(sql).all() as Record<string, unknown>[];
  const wrong: string[] = [];
  const states = all('SELECT state, count(*) AS n FROM hot_folder_files GROUP BY state');
  if (JSON.stringify(states) !== JSON.stringify([{ state: 'done', n: files }])) wrong.push(JSON.stringify(states));
  const twice = all('SELECT relative_folder, name, count(*) AS n FROM items GROUP BY 1, 2 HAVING n > 1');
  for (const { name, n } of twice) wrong.push(`${name} is an item of ${n} runs`);
  for (const { name, error } of all("SELECT name, error FROM items WHERE status != 'completed'")) {
    wrong.push(`${name}: ${error}`);
  }
  const results = readdirSync(join(root, 'out'), { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  if (results.length !== files) wrong.push(`${results.length} results of ${files} files`);
  for (const { name } of results) if (!/^photo-\d{5}\.png$/.test(name)) wrong.push(`a result is called ${name}`);
  db.close();
  return wrong;
}
