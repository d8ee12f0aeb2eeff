import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../../src/main/store/migrations/all.ts';
import { openDatabase } from '../../../src/main/store/open-database.ts';
import { openStore } from '../../../src/main/store/store.ts';
import { clock, emptyFolder, freshStore } from './folder.ts';

const now = clock.now();
const fixtures = join(import.meta.dirname, 'fixtures');

/** Tables and indexes with their SQL. */
function schemaOf(file: string): unknown[] {
  const db = new Sqlite(file, { readonly: true });
  try {
    return db.prepare("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name").all();
  } finally {
    db.close();
  }
}

describe('opening a database', () => {
  it('makes a new one with every migration, and only once', async () => {
    const file = join(emptyFolder(), 'safelight.db');
    await (await openDatabase(file, now)).destroy();
    const db = await openDatabase(file, now);
    const { rows } = await sql<{ name: string }>`SELECT name FROM kysely_migration ORDER BY name`.execute(db);
    expect(rows.map((row) => row.name)).toEqual(Object.keys(migrations));
    const { rows: modes } = await sql`PRAGMA journal_mode`.execute(db);
    expect(modes).toEqual([{ journal_mode: 'wal' }]);
    expect((await sql`PRAGMA synchronous`.execute(db)).rows).toEqual([{ synchronous: 2 }]);
    expect((await sql`PRAGMA foreign_keys`.execute(db)).rows).toEqual([{ foreign_keys: 1 }]);
    await db.destroy();
  });

  it('migrates as a whole or not at all, so that a kill in the middle leaves nothing half made', async () => {
    const file = join(emptyFolder(), 'safelight.db');
    const first = Object.keys(migrations)[0]!;
    const dies = { up: async () => Promise.reject(new Error('killed here')) };
    const halfWay = { [first]: migrations[first]!, '0002-dies': dies };
    await expect(openDatabase(file, now, halfWay)).rejects.toThrow('killed here');
    expect(schemaOf(file).filter((one) => !/kysely/.test(JSON.stringify(one)))).toEqual([]);
    await (await openDatabase(file, now)).destroy();
  });

  it('has a saved example of every schema version', () => {
    expect(
      readdirSync(fixtures)
        .filter((name) => name.endsWith('.db'))
        .sort(),
    ).toEqual(Object.keys(migrations).map((name) => `${name}.db`));
  });

  for (const name of Object.keys(migrations)) {
    it(`brings an example of ${name} to the schema a new one has, with its rows`, async () => {
      const folder = emptyFolder();
      const file = join(folder, 'safelight.db');
      copyFileSync(join(fixtures, `${name}.db`), file);
      const db = await openDatabase(file, now);
      const run = await db.selectFrom('runs').selectAll().executeTakeFirstOrThrow();
      expect(run).toMatchObject({ name: 'Saved run', status: 'partial', total_items: 2 });
      await db.destroy();
      const fresh = join(folder, 'fresh.db');
      await (await openDatabase(fresh, now)).destroy();
      expect(schemaOf(file)).toEqual(schemaOf(fresh));
    });
  }

  it('copies an existing one to backups before a migration', async () => {
    const folder = emptyFolder();
    const file = join(folder, 'safelight.db');
    copyFileSync(join(fixtures, '0001-initial.db'), file);
    const next = {
      '0001-initial': migrations['0001-initial']!,
      '9999-next': {
        up: async (db: Parameters<(typeof migrations)[string]['up']>[0]) =>
          void (await sql`CREATE TABLE next (id)`.execute(db)),
      },
    };
    await (await openDatabase(file, now, next)).destroy();
    const [backup] = readdirSync(join(folder, 'backups'));
    expect(backup).toMatch(/^safelight-2026-11-21T12-00-00-000Z-before-9999-next\.db$/);
    expect(schemaOf(join(folder, 'backups', backup!))).toEqual(schemaOf(join(fixtures, '0001-initial.db')));
  });

  it('refuses one of a newer program and leaves it as it is', async () => {
    const file = join(emptyFolder(), 'safelight.db');
    await (await openDatabase(file, now)).destroy();
    const newer = new Sqlite(file);
    newer.prepare("INSERT INTO kysely_migration VALUES ('9999-future', '2027')").run();
    newer.close();
    const before = readFileSync(file);
    await expect(openDatabase(file, now)).rejects.toMatchObject({
      code: 'database_too_new',
      message: expect.stringContaining('9999-future'),
    });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('says that a file is damaged that is no database', async () => {
    const file = join(emptyFolder(), 'safelight.db');
    writeFileSync(file, 'no database '.repeat(1000));
    await expect(openDatabase(file, now)).rejects.toMatchObject({ code: 'database_damaged' });
  });
});

describe('a data folder that cannot be used', () => {
  it('is named, with what to do', async () => {
    const file = join(emptyFolder(), 'a-file');
    writeFileSync(file, 'x');
    for (const folder of [file, join(file, 'below')]) {
      await expect(openStore(folder, clock)).rejects.toMatchObject({
        code: 'data_unwritable',
        message: expect.stringContaining(folder),
      });
    }
    expect(readFileSync(file, 'utf8')).toBe('x');
  });

  it('because nothing can be written to it is named too', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may write everywhere');
    const folder = emptyFolder();
    chmodSync(folder, 0o500);
    await expect(openStore(folder, clock)).rejects.toMatchObject({ code: 'data_unwritable' });
    chmodSync(folder, 0o700);
  });
});

describe('the lock of a data folder', () => {
  it('keeps a second one out, says who has it, and is free after closing', async () => {
    const folder = emptyFolder();
    const store = await openStore(folder, clock);
    await expect(openStore(folder, clock)).rejects.toMatchObject({
      code: 'data_locked',
      message: expect.stringContaining(`process ${process.pid}`),
    });
    await store.close();
    await freshStore(folder);
  });

  it('is held against other processes and ends with them, even when they are killed', async () => {
    const folder = emptyFolder();
    const source = join(import.meta.dirname, '../../../src/main/store/data-lock.ts');
    const script = `import(${JSON.stringify(source)}).then((m) => { m.lockDataDir(${JSON.stringify(folder)}, new Date()); console.log('locked'); setInterval(() => {}, 1000); })`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    await expect(openStore(folder, clock)).rejects.toMatchObject({
      code: 'data_locked',
      message: expect.stringContaining(`process ${child.pid}`),
    });
    expect(existsSync(join(folder, 'safelight.db'))).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await freshStore(folder);
  });
});
