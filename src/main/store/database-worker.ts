import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { isDamage } from './damage.ts';
import type { DatabaseAnswer, DatabaseJob } from './database-job.ts';

// The entry of the worker thread that database-job.ts starts: one job, one answer.

/** All at once: a copy in small steps begins anew whenever somebody writes in between. */
const ALL_PAGES = 0x7fff_ffff;

function check(file: string): string | null {
  // Not read-only: SQLite puts a WAL that a crash has left in order when it opens the file.
  const db = new Sqlite(file, { fileMustExist: true });
  try {
    const found = db.pragma('integrity_check(1)', { simple: true });
    return found === 'ok' ? null : String(found);
  } finally {
    db.close();
  }
}

async function copy(file: string, to: string): Promise<string | null> {
  const db = new Sqlite(file, { fileMustExist: true, readonly: true });
  try {
    await db.backup(to, { progress: () => ALL_PAGES });
  } finally {
    db.close();
  }
  return check(to);
}

async function run(job: DatabaseJob): Promise<string | null> {
  try {
    return job.type === 'check' ? check(job.file) : await copy(job.file, job.to);
  } catch (error) {
    if (isDamage(error)) return (error as Error).message;
    throw error;
  }
}

parentPort?.postMessage({ problem: await run(workerData as DatabaseJob) } satisfies DatabaseAnswer);
