import Sqlite from 'better-sqlite3';

/**
 * Makes the only run of a database one of `count` items, by copying its first completed item's rows: one item in a thousand
 * has failed, the others are completed.
 */
export function fillWithItems(file: string, count: number): void {
  const db = new Sqlite(file);
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -200000');
  const columns = (table: string): string[] =>
    (db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[]).filter(
      (name) => name !== 'id',
    );
  const fill = (table: string, values: Record<string, string>, where: string): void => {
    const names = columns(table);
    const list = names.map((name) => `"${name}"`).join(', ');
    const select = names.map((name) => values[name] ?? `model."${name}"`).join(', ');
    db.exec(
      `WITH RECURSIVE n(n) AS (SELECT 1001 UNION ALL SELECT n + 1 FROM n WHERE n < ${count})
       INSERT INTO ${table} (id, ${list}) SELECT n, ${select} FROM n CROSS JOIN ${table} AS model WHERE ${where}`,
    );
  };
  const fileName = "'IMG_' || printf('%07d', n - 1) || '.jpg'";
  db.transaction(() => {
    fill(
      'items',
      {
        uuid: "printf('00000000-0000-7000-8000-%012d', n)",
        ordinal: 'n',
        seq: 'n',
        source_key: `'file:/card/DCIM/' || ${fileName}`,
        name: fileName,
        status: "CASE WHEN n % 1000 = 7 THEN 'failed' ELSE 'completed' END",
      },
      'model.id = 1',
    );
    fill(
      'outputs',
      { item_id: 'n', relative_path: fileName, name_key: `lower(${fileName})`, path: `'/out/' || ${fileName}` },
      'model.item_id = 1',
    );
    db.exec(`INSERT INTO item_names (rowid, name) SELECT id, name FROM items WHERE id > 1000`);
    db.exec(
      `UPDATE runs SET total_items = ${count}, last_seq = ${count},
         failed_items = (SELECT count(*) FROM items WHERE status = 'failed'),
         completed_items = (SELECT count(*) FROM items WHERE status = 'completed'), output_count = ${count}`,
    );
  })();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}
