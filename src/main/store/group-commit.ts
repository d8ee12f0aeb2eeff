import type { Kysely, Transaction } from 'kysely';
import type { Database } from './schema.ts';

export type Write = <T>(work: (trx: Transaction<Database>) => Promise<T>) => Promise<T>;

interface Waiting {
  work: (trx: Transaction<Database>) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/** More in one transaction gains nothing and keeps readers waiting. */
const LARGEST_GROUP = 50;

/**
 * Runs pieces of work in transactions, each piece all or nothing. What arrives while a transaction is being written goes
 * into the next one together, so that under load one fsync serves many. A piece resolves only when it is on disk.
 * When one piece of a group throws, the group is rolled back and its pieces are run one by one; so a piece must not
 * have effects outside the database.
 */
export function createGroupCommit(db: Kysely<Database>): Write {
  const waiting: Waiting[] = [];
  let writing = false;

  async function drain(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      const group = waiting.splice(0, LARGEST_GROUP);
      try {
        await commitTogether(group);
      } catch (error) {
        if (group.length === 1) group[0]!.reject(error);
        else for (const piece of group) await commitTogether([piece]).catch(piece.reject);
      }
    }
    writing = false;
  }

  async function commitTogether(group: Waiting[]): Promise<void> {
    const results = await db.transaction().execute(async (trx) => {
      const values: unknown[] = [];
      for (const piece of group) values.push(await piece.work(trx));
      return values;
    });
    for (const [index, piece] of group.entries()) piece.resolve(results[index]);
  }

  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      // On the next turn, so that what is asked for in this one goes together.
      if (!writing) {
        writing = true;
        setImmediate(() => void drain());
      }
    });
}
