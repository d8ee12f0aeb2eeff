import { Worker } from 'node:worker_threads';

/** What is done with a database file off the main thread. */
export type DatabaseJob =
  /** Answers the first thing that is wrong in it, or null. */
  | { type: 'check'; file: string }
  /** A copy as of one moment, checked, while others may go on writing. */
  | { type: 'copy'; file: string; to: string };

export type DatabaseAnswer = { problem: string | null };

/**
 * Does the job in a worker thread, because checking or copying a large database takes seconds. `entry` is the path of
 * database-worker.ts, or of its bundle. Answers what is wrong with the database, null when nothing is. Rejects when the job could not be done (no
 * disk space, no permission), with the system's error.
 */
export async function doDatabaseJob(entry: string, job: DatabaseJob): Promise<string | null> {
  const worker = new Worker(entry, { workerData: job });
  return await new Promise<string | null>((resolve, reject) => {
    worker.once('message', ({ problem }: DatabaseAnswer) => resolve(problem));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the database worker ended with ${code} before it answered`)));
  });
}
