import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/main/store/store.ts';
import { runIn } from '../main/store/folder.ts';
import { faultFolder } from './support/batch.ts';

/** A clock that is set by hand, in minutes. */
function clockAt(): { now(): Date; minutes: number } {
  const clock = { minutes: 0, now: () => new Date(Date.UTC(2026, 10, 21, 12) + 60_000 * clock.minutes) };
  return clock;
}

function names(dataDir: string): string[] {
  return readdirSync(join(dataDir, 'backups')).sort();
}

describe('backups of the database', () => {
  it('are made no more often than every half hour, and the last three are kept', async () => {
    const dataDir = join(faultFolder(), 'data');
    const clock = clockAt();
    const store = await openStore(dataDir, clock);
    onTestFinished(() => store.close());
    for (const minutes of [0, 10, 29, 30, 59, 61, 95, 130]) {
      clock.minutes = minutes;
      await store.backUp();
    }
    expect(names(dataDir)).toEqual([
      'safelight-2026-11-21T13-01-00-000Z-after-run.db',
      'safelight-2026-11-21T13-35-00-000Z-after-run.db',
      'safelight-2026-11-21T14-10-00-000Z-after-run.db',
    ]);
    clock.minutes = -5000;
    await store.backUp();
    expect(names(dataDir)).toHaveLength(3);
  });

  it('hold what was committed, and are sound, although the store is written meanwhile', async () => {
    const dataDir = join(faultFolder(), 'data');
    const store = await openStore(dataDir, clockAt());
    onTestFinished(() => store.close());
    for (let n = 0; n < 20; n += 1) await runIn(store, { name: `Run ${n}` });
    const made = store.backUp();
    let more = 20;
    let done = false;
    void made.finally(() => {
      done = true;
    });
    while (!done) {
      await runIn(store, { name: `Run ${more}` });
      more += 1;
    }
    await made;
    const [name] = names(dataDir);
    const db = new Sqlite(join(dataDir, 'backups', name!), { readonly: true });
    onTestFinished(() => void db.close());
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    const runs = db.prepare('SELECT count(*) FROM runs').pluck().get() as number;
    expect(runs).toBeGreaterThanOrEqual(20);
    expect(runs).toBeLessThanOrEqual(more);
  });

  it('that cannot be written are said to be missing, and leave nothing behind', async () => {
    const dataDir = join(faultFolder(), 'data');
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'backups'), 'a file where the folder should be');
    const store = await openStore(dataDir, clockAt());
    onTestFinished(() => store.close());
    await expect(store.backUp()).rejects.toThrow(/EEXIST|ENOTDIR/);
    await runIn(store, { name: 'All the same' });
  });

  it('of which one was interrupted by a kill leave nothing of it', async () => {
    const dataDir = join(faultFolder(), 'data');
    mkdirSync(join(dataDir, 'backups'), { recursive: true });
    const half = 'safelight-2026-11-21T10-00-00-000Z-after-run.db.tmp';
    for (const name of [half, `${half}-journal`]) writeFileSync(join(dataDir, 'backups', name), 'half a backup');
    const store = await openStore(dataDir, clockAt());
    onTestFinished(() => store.close());
    await store.backUp();
    expect(names(dataDir)).toEqual(['safelight-2026-11-21T12-00-00-000Z-after-run.db']);
  });

  it('are waited for when the store is closed', async () => {
    const dataDir = join(faultFolder(), 'data');
    const store = await openStore(dataDir, clockAt());
    void store.backUp();
    await store.close();
    expect(names(dataDir)).toHaveLength(1);
  });
});
