import { hash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { createApp } from '../../src/main/app.ts';
import { stubDelivery, stubIntake, stubPixels } from './stub-neighbours.ts';

/** Items that really go through the engine; the others are copies of the first. */
const MODELS = 10;

/** A run that is as large as wanted within seconds. */
export interface BigRun {
  /** Made when missing; no other program may use it. */
  dataDir: string;
  name: string;
  items: number;
  /** Paths of the pictures the items are of, again and again; without any they are of files that are not there. */
  photos: readonly string[];
}

/**
 * Makes a data folder with one finished run as the engine leaves it: a few items go through the engine, with neighbours that cost
 * nothing, and their rows are multiplied. One item in a thousand has failed; no results are on disk.
 */
export async function makeBigRun({ dataDir, name, items, photos }: BigRun): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  const app = await createApp({
    dataDir,
    intake: stubIntake(MODELS),
    delivery: stubDelivery(),
    pixels: stubPixels(4, () => {}),
  });
  const run = await app.runs.create({
    workflow: 'web',
    name,
    inputs: { imageInput: { paths: [dataDir], recursive: false } },
    output: { folder: join(dataDir, 'out'), collision: 'suffix', zip: false, zipLayout: 'preserve' },
    trigger: 'cli',
  });
  await app.runs.whenFinished(run.id);
  await app.close();
  const db = new Sqlite(join(dataDir, 'safelight.db'));
  try {
    db.pragma('synchronous = OFF');
    db.pragma('cache_size = -200000');
    db.transaction(() => multiply(db, items, photos))();
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

function multiply(db: Sqlite.Database, count: number, photos: readonly string[]): void {
  const there = db.prepare('SELECT max(id) FROM items').pluck().get() as number;
  const looks = makeLooks(db, photos);
  const fileName = "'IMG_' || printf('%07d', n - 1) || '.jpg'";
  const fill = (table: string, values: Record<string, string>, where: string): void => {
    const columns = db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[];
    const names = columns.filter((name) => name !== 'id');
    const list = names.map((name) => `"${name}"`).join(', ');
    const select = names.map((name) => values[name] ?? `model."${name}"`).join(', ');
    db.prepare(
      `WITH RECURSIVE n(n) AS (SELECT ${there + 1} UNION ALL SELECT n + 1 FROM n WHERE n < ${count})
       INSERT INTO ${table} (id, ${list})
       SELECT n, ${select} FROM n JOIN looks ON looks.number = n % ${looks} CROSS JOIN ${table} AS model WHERE ${where}`,
    ).run();
  };
  fill(
    'items',
    {
      uuid: "printf('00000000-0000-7000-8000-%012d', n)",
      ordinal: 'n',
      seq: 'n',
      source_key: `'file:/card/DCIM/' || ${fileName}`,
      name: fileName,
      status: "CASE WHEN n % 1000 = 7 THEN 'failed' ELSE 'completed' END",
      sources: 'looks.sources',
      receipt: 'looks.receipt',
    },
    'model.id = 1',
  );
  db.prepare(
    `UPDATE items SET sources = looks.sources, receipt = looks.receipt FROM looks
     WHERE items.id <= ? AND looks.number = items.id % ?`,
  ).run(there, looks);
  fill(
    'outputs',
    { item_id: 'n', relative_path: fileName, name_key: `lower(${fileName})`, path: `'/out/' || ${fileName}` },
    'model.item_id = 1',
  );
  db.prepare('INSERT INTO item_names (rowid, name) SELECT id, name FROM items WHERE id > ?').run(there);
  db.prepare(
    `UPDATE runs SET total_items = @count, last_seq = @count, output_count = @count,
       failed_items = (SELECT count(*) FROM items WHERE status = 'failed'),
       completed_items = (SELECT count(*) FROM items WHERE status = 'completed')`,
  ).run({ count });
}

/** A table of what items of each photo say of their source; the first item's own without photos. Answers how many there are. */
function makeLooks(db: Sqlite.Database, photos: readonly string[]): number {
  db.exec('CREATE TEMP TABLE looks (number INTEGER PRIMARY KEY, sources TEXT, receipt TEXT)');
  if (photos.length === 0) {
    db.exec('INSERT INTO looks SELECT 0, sources, receipt FROM items WHERE id = 1');
    return 1;
  }
  // With the hash of the file, so that pictures of single nodes can be made of it too.
  const add = db.prepare(
    `INSERT INTO looks SELECT ?, json_set(sources, '$.input.path', ?), json_set(receipt, '$.inputs.input', ?)
     FROM items WHERE id = 1`,
  );
  for (const [number, path] of photos.entries()) add.run(number, path, hash('sha256', readFileSync(path), 'hex'));
  return photos.length;
}
