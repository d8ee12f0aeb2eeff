import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { StorePort } from '../../src/main/engine/store-port.ts';
import { openStore } from '../../src/main/store/store.ts';
import { newItem, runIn } from '../main/store/folder.ts';
import { faultFolder } from './support/batch.ts';

/** Moves on by an hour at each look, so that every backup is due. */
function hourlyClock(): { now(): Date } {
  let hours = 0;
  return { now: () => new Date(Date.UTC(2026, 10, 21, 12) + 3_600_000 * hours++) };
}

async function open(dataDir: string, clock = hourlyClock()): Promise<StorePort> {
  const store = await openStore(dataDir, clock);
  onTestFinished(() => store.close());
  return store;
}

/** A data folder with a run of many items, backed up, and then a second run that is in no backup. */
async function dataFolder({ backup = true } = {}): Promise<string> {
  const dataDir = join(faultFolder(), 'data');
  const store = await openStore(dataDir, hourlyClock());
  const run = await runIn(store, { name: 'Backed up' });
  for (let n = 0; n < 4; n += 1) {
    await store.items.add(
      run.id,
      Array.from({ length: 100 }, (_, at) => newItem(`IMG_${n * 100 + at}.jpg`, n * 100 + at + 1)),
      400,
    );
  }
  if (backup) await store.backUp();
  await runIn(store, { name: 'Newer' });
  await store.close();
  return dataDir;
}

const database = (dataDir: string): string => join(dataDir, 'safelight.db');

/** What a killed program leaves: the note of who holds the folder. */
function asAfterAKill(dataDir: string): void {
  writeFileSync(join(dataDir, 'safelight.lock.json'), JSON.stringify({ pid: 4711, since: '2026-11-21T12:00:00.000Z' }));
}

function overwrite(file: string, at: number, bytes: Buffer): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, bytes, 0, bytes.length, at);
  closeSync(handle);
}

async function runNames(store: StorePort): Promise<string[]> {
  return (await store.runs.list({ offset: 0, limit: 10 })).items.map((run) => run.name);
}

function integrity(file: string): unknown {
  const db = new Sqlite(file);
  try {
    return db.pragma('integrity_check', { simple: true });
  } finally {
    db.close();
  }
}

const DAMAGE: Record<string, (file: string) => void> = {
  'is cut off in the middle': (file) => truncateSync(file, Math.floor(statSync(file).size / 8192) * 4096 - 1000),
  'is empty': (file) => truncateSync(file, 0),
  'has garbage in the middle of pages': (file) => {
    for (let page = 3; page < statSync(file).size / 4096; page += 2)
      overwrite(file, page * 4096 + 100, Buffer.alloc(1500, 0xa5));
  },
  'has pages of zeros': (file) => {
    for (let page = 4; page < statSync(file).size / 4096; page += 3) overwrite(file, page * 4096, Buffer.alloc(4096));
  },
  'has a broken header': (file) => overwrite(file, 0, Buffer.from('something else altogether')),
};

describe('a damaged database after an unclean end', () => {
  for (const [how, damage] of Object.entries(DAMAGE)) {
    it(`that ${how} is set aside and the last backup put in its place, which is said`, async () => {
      const dataDir = await dataFolder();
      damage(database(dataDir));
      asAfterAKill(dataDir);
      const damaged = readFileSync(database(dataDir));
      const store = await open(dataDir);
      expect(store.notices).toHaveLength(1);
      expect(store.notices[0]).toMatch(
        /^The database was damaged and was set aside as safelight\.db\.damaged-2026-.*\. The backup of .* was put in its place: runs and changes since then are not listed\. Your photos and results are not touched\.$/,
      );
      expect(await runNames(store)).toEqual(['Backed up']);
      expect((await store.items.list(1, { page: 1, pageSize: 5 })).total).toBe(400);
      const aside = readdirSync(dataDir).find((name) => /^safelight\.db\.damaged-.*Z$/.test(name));
      expect(readFileSync(join(dataDir, aside!)).length).toBe(damaged.length);
      await store.close();
      expect(integrity(database(dataDir))).toBe('ok');
      expect((await open(dataDir)).notices).toEqual([]);
    });
  }

  it('without a backup is set aside and a new one begun, which is said', async () => {
    const dataDir = await dataFolder({ backup: false });
    DAMAGE['has pages of zeros']!(database(dataDir));
    asAfterAKill(dataDir);
    const store = await open(dataDir);
    expect(store.notices[0]).toContain('There was no backup, so Safelight begins with an empty list of runs.');
    expect(await runNames(store)).toEqual([]);
    expect(readdirSync(dataDir).some((name) => name.startsWith('safelight.db.damaged-'))).toBe(true);
  });

  it('passes over a backup that is damaged itself', async () => {
    const dataDir = await dataFolder();
    const clock = { now: () => new Date('2026-11-23T00:00:00.000Z') };
    const store = await openStore(dataDir, clock);
    await store.backUp();
    await store.close();
    const newest = readdirSync(join(dataDir, 'backups')).sort().at(-1)!;
    DAMAGE['is cut off in the middle']!(join(dataDir, 'backups', newest));
    DAMAGE['is cut off in the middle']!(database(dataDir));
    asAfterAKill(dataDir);
    expect(await runNames(await open(dataDir))).toEqual(['Backed up']);
  });

  it('is found also when the program ended in order, as soon as it cannot be opened', async () => {
    const dataDir = await dataFolder();
    DAMAGE['has a broken header']!(database(dataDir));
    const store = await open(dataDir);
    expect(store.notices).toHaveLength(1);
    expect(await runNames(store)).toEqual(['Backed up']);
  });

  it('is found at the next start when it was met while the program ran', async () => {
    const dataDir = await dataFolder();
    const store = await openStore(dataDir, hourlyClock());
    DAMAGE['has garbage in the middle of pages']!(database(dataDir));
    await expect(
      (async () => {
        for (let page = 1; page <= 4; page += 1) await store.items.list(1, { page, pageSize: 100 });
      })(),
    ).rejects.toMatchObject({ code: 'SQLITE_CORRUPT' });
    await store.close();
    expect((await open(dataDir)).notices).toHaveLength(1);
  });

  it('of which the restoring was interrupted half-way is restored by the next start', async () => {
    const dataDir = await dataFolder();
    const [backup] = readdirSync(join(dataDir, 'backups'));
    // The damaged one is away, the backup prepared and not yet in its place.
    copyFileSync(join(dataDir, 'backups', backup!), `${database(dataDir)}.restoring`);
    truncateSync(database(dataDir), 5000);
    renameSync(database(dataDir), `${database(dataDir)}.damaged-2026-11-21T12-00-00-000Z`);
    asAfterAKill(dataDir);
    expect(await runNames(await open(dataDir))).toEqual(['Backed up']);
    expect(existsSync(`${database(dataDir)}.restoring`)).toBe(false);
  });

  it('leaves runs that the backup knows as unfinished to a person', async () => {
    const dataDir = join(faultFolder(), 'data');
    const store = await openStore(dataDir, hourlyClock());
    const run = await runIn(store);
    await store.runs.transition(run.id, 'queued', 'running');
    await store.backUp();
    await store.close();
    truncateSync(database(dataDir), 9000);
    asAfterAKill(dataDir);
    const restored = await (await open(dataDir)).runs.find({ id: run.id });
    expect(restored).toMatchObject({ status: 'paused', error: { code: 'database_damaged' } });
  });
});

describe('a write-ahead log that a kill has left', () => {
  /** Database and log as they are while the store is open, in a folder of their own. */
  async function killedWithLog(): Promise<string> {
    const dataDir = await dataFolder();
    const store = await openStore(dataDir, hourlyClock());
    await runIn(store, { name: 'In the log' });
    const copy = join(faultFolder(), 'data');
    mkdirSync(copy, { recursive: true });
    for (const part of ['', '-wal']) copyFileSync(database(dataDir) + part, database(copy) + part);
    await store.close();
    asAfterAKill(copy);
    return copy;
  }

  it('is read, and nothing is lost', async () => {
    const store = await open(await killedWithLog());
    expect(store.notices).toEqual([]);
    expect(await runNames(store)).toEqual(['In the log', 'Newer', 'Backed up']);
  });

  it('that is damaged is read up to the damage', async () => {
    const dataDir = await killedWithLog();
    const log = `${database(dataDir)}-wal`;
    overwrite(log, statSync(log).size - 3000, Buffer.alloc(2000, 0x5a));
    const store = await open(dataDir);
    expect(store.notices).toEqual([]);
    expect(await runNames(store)).toEqual(['Newer', 'Backed up']);
    await store.close();
    expect(integrity(database(dataDir))).toBe('ok');
  });

  it('that is garbage altogether leaves the database as of its last checkpoint', async () => {
    const dataDir = await killedWithLog();
    writeFileSync(`${database(dataDir)}-wal`, Buffer.alloc(50_000, 0x77));
    const store = await open(dataDir);
    expect(await runNames(store)).toEqual(['Newer', 'Backed up']);
  });
});

describe('a database of a newer program', () => {
  it('is refused after an unclean end too, and no file of the folder is changed', async () => {
    const dataDir = await dataFolder();
    const newer = new Sqlite(database(dataDir));
    newer.prepare("INSERT INTO kysely_migration VALUES ('9999-future', '2027')").run();
    newer.pragma('wal_checkpoint(TRUNCATE)');
    newer.close();
    asAfterAKill(dataDir);
    const before = readFileSync(database(dataDir));
    for (let twice = 0; twice < 2; twice += 1) {
      await expect(openStore(dataDir, hourlyClock())).rejects.toMatchObject({ code: 'database_too_new' });
    }
    expect(readFileSync(database(dataDir)).equals(before)).toBe(true);
    expect(readdirSync(dataDir).some((name) => name.includes('damaged'))).toBe(false);
    // Whoever can read it is to look into what happened.
    expect(existsSync(join(dataDir, 'safelight.lock.json'))).toBe(true);
  });

  it('is refused although it was killed with a log, which stays', async () => {
    const dataDir = await dataFolder();
    const newer = new Sqlite(database(dataDir));
    newer.prepare("INSERT INTO kysely_migration VALUES ('9999-future', '2027')").run();
    const copy = join(faultFolder(), 'data');
    mkdirSync(copy);
    for (const part of ['', '-wal']) copyFileSync(database(dataDir) + part, database(copy) + part);
    newer.close();
    asAfterAKill(copy);
    const before = ['', '-wal'].map((part) => readFileSync(database(copy) + part));
    await expect(openStore(copy, hourlyClock())).rejects.toMatchObject({ code: 'database_too_new' });
    const after = ['', '-wal'].map((part) => readFileSync(database(copy) + part));
    expect(after.map((bytes, n) => bytes.equals(before[n]!))).toEqual([true, true]);
  });
});
