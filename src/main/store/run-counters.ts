import { sql, type Transaction } from 'kysely';
import type { ItemStatus } from '../../contract/run.ts';
import type { Clock } from '../engine/ports.ts';
import type { Database } from './schema.ts';

/**
 * Adds to a run's counters, in the transaction that changes its items or outputs. The table's CHECK refuses a change
 * after which the counters would not add up.
 */
export async function changeCounters(
  trx: Transaction<Database>,
  runId: number,
  clock: Clock,
  items: Partial<Record<ItemStatus, number>>,
  outputs: { count: number; bytes: number } = { count: 0, bytes: 0 },
): Promise<void> {
  const by = (status: ItemStatus): number => items[status] ?? 0;
  const total = Object.values(items).reduce((sum, n) => sum + n, 0);
  await sql`
    UPDATE runs SET
      total_items = total_items + ${total},
      pending_items = pending_items + ${by('pending')},
      running_items = running_items + ${by('running')},
      completed_items = completed_items + ${by('completed')},
      failed_items = failed_items + ${by('failed')},
      skipped_items = skipped_items + ${by('skipped')},
      cancelled_items = cancelled_items + ${by('cancelled')},
      output_count = output_count + ${outputs.count},
      output_bytes = output_bytes + ${outputs.bytes},
      updated_at = ${clock.now().toISOString()}
    WHERE id = ${runId}`.execute(trx);
}
