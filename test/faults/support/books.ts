import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

/** What a data folder's database says of its only run, and everything that is wrong in it. */
export interface Books {
  /** Empty when all is well. Sentences. */
  wrong: string[];
  status: string;
  counts: { total: number; completed: number; failed: number; skipped: number; cancelled: number; outputs: number };
  /** Names of the failed items with their errors, for people. */
  failures: string[];
  /** Paths and SHA-256 of the delivered files. */
  files: { path: string; sha256: string }[];
}

/** Reads the books of a data folder that no program has open. */
export function readBooks(dataDir: string): Books {
  const db = new Sqlite(join(dataDir, 'safelight.db'));
  try {
    const wrong: string[] = [];
    const check = (what: string, ok: boolean, more: unknown = ''): void => {
      if (!ok) wrong.push(`${what} ${JSON.stringify(more)}`);
    };
    const integrity = db.pragma('integrity_check', { simple: true });
    check('integrity_check', integrity === 'ok', integrity);
    const foreign = db.pragma('foreign_key_check');
    check('foreign_key_check', Array.isArray(foreign) && foreign.length === 0, foreign);

    const runs = db.prepare('SELECT * FROM runs').all() as Record<string, number | string>[];
    check('there is one run', runs.length === 1, runs.length);
    const run = runs[0]!;
    const byStatus = Object.fromEntries(
      db.prepare('SELECT status, count(*) FROM items GROUP BY status').raw().all() as [string, number][],
    );
    for (const status of ['pending', 'running', 'completed', 'failed', 'skipped', 'cancelled']) {
      const said = run[`${status}_items`];
      check(`the run counts its ${status} items`, said === (byStatus[status] ?? 0), { said, are: byStatus[status] });
    }
    const total = db.prepare('SELECT count(*) FROM items').pluck().get();
    check('the run counts all items', run['total_items'] === total, { said: run['total_items'], are: total });
    check('nothing is left to do', run['pending_items'] === 0 && run['running_items'] === 0);
    const twice = db.prepare('SELECT source_key FROM items GROUP BY source_key HAVING count(*) > 1').all();
    check('no item is there twice', twice.length === 0, twice);
    const undone = db
      .prepare(
        "SELECT relative_path, state FROM outputs WHERE state != 'done' AND item_id IN (SELECT id FROM items WHERE status = 'completed')",
      )
      .all();
    check('every output of a completed item is done', undone.length === 0, undone);
    const [count, bytes] = db
      .prepare("SELECT count(*), coalesce(sum(bytes), 0) FROM outputs WHERE state = 'done'")
      .raw()
      .get() as [number, number];
    check('the run counts its outputs', run['output_count'] === count, { said: run['output_count'], are: count });
    check('the run counts their bytes', run['output_bytes'] === bytes, { said: run['output_bytes'], are: bytes });
    for (const folder of ['work', 'staging']) {
      const left = existsSync(join(dataDir, folder)) ? readdirSync(join(dataDir, folder)) : [];
      check(`${folder} is empty`, left.length === 0, left);
    }
    const file = db.prepare("SELECT path, sha256 FROM outputs WHERE state = 'done' ORDER BY path");
    return {
      wrong,
      status: String(run['status']),
      counts: {
        total: Number(run['total_items']),
        completed: Number(run['completed_items']),
        failed: Number(run['failed_items']),
        skipped: Number(run['skipped_items']),
        cancelled: Number(run['cancelled_items']),
        outputs: Number(run['output_count']),
      },
      failures: db
        .prepare("SELECT name || ' failed: ' || error FROM items WHERE status = 'failed'")
        .pluck()
        .all() as string[],
      files: file.all() as Books['files'],
    };
  } finally {
    db.close();
  }
}
