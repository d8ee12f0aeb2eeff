import { sql, type Transaction } from 'kysely';
import type { Clock } from '../engine/ports.ts';
import type { KnownCompletion } from '../engine/store-port.ts';
import { patchColumns } from './item-rows.ts';
import { holders } from './output-store.ts';
import { changeCounters } from './run-counters.ts';
import type { Database } from './schema.ts';

/** Takes pending items to completed, with outputs that are on disk already. Answers which were still pending. */
export async function completeKnown(
  trx: Transaction<Database>,
  runId: number,
  completions: readonly KnownCompletion[],
  clock: Clock,
): Promise<Set<number>> {
  const done = new Set<number>();
  const foundKeys = completions.flatMap(({ found }) => [...found.values()]);
  const taken = new Set(foundKeys.length === 0 ? [] : (await holders(trx, runId, foundKeys)).map(({ key }) => key));
  let count = 0;
  let bytes = 0;
  for (const { itemId, outputs, found, patch } of completions) {
    if ([...found.values()].some((key) => taken.has(key))) continue;
    const { numUpdatedRows } = await trx
      .updateTable('items')
      .set((eb) => ({ status: 'completed' as const, attempt: eb('attempt', '+', 1), ...patchColumns(patch) }))
      .where('id', '=', itemId)
      .where('run_id', '=', runId)
      .where('status', '=', 'pending')
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) continue;
    done.add(itemId);
    for (const { nodeId, path, format, width, height, bytes: size, sha256 } of outputs) {
      await trx
        .updateTable('outputs')
        .set((eb) => ({
          state: 'done' as const,
          attempt: eb('attempt', '+', 1),
          path,
          format,
          width,
          height,
          bytes: size,
          sha256,
          found_key: found.get(nodeId) ?? null,
          archived: 0,
          origin: 'unchanged' as const,
          stamp: null,
          undone: null,
        }))
        .where('item_id', '=', itemId)
        .where('node_id', '=', nodeId)
        .execute();
      count += 1;
      bytes += size;
    }
  }
  // Names that were kept free for exports which deliver nothing.
  await trx
    .deleteFrom('outputs')
    .where('item_id', 'in', sql<number>`(SELECT value FROM json_each(${JSON.stringify([...done])}))`)
    .where('state', '!=', 'done')
    .execute();
  await changeCounters(trx, runId, clock, { pending: -done.size, completed: done.size }, { count, bytes });
  return done;
}
