import type { Kysely, Selectable } from 'kysely';
import type { Database, OutputsTable } from './schema.ts';

/** A row of `outputs` with the path of the zip that holds the file, where there is one. */
export type PublicOutputRow = Selectable<OutputsTable> & { archive: string | null };

/** The outputs of items that are, or were, delivered, in the order in which their names were given. */
export async function publicOutputs(db: Kysely<Database>, itemIds: number[]): Promise<PublicOutputRow[]> {
  return await db
    .selectFrom('outputs')
    .leftJoin('archives', (join) =>
      join.onRef('archives.id', '=', 'outputs.archived').onRef('archives.run_id', '=', 'outputs.run_id'),
    )
    .selectAll('outputs')
    .select('archives.path as archive')
    .where('outputs.item_id', 'in', itemIds)
    .where((eb) => eb.or([eb('outputs.state', '=', 'done'), eb('outputs.undone', 'is not', null)]))
    .orderBy('outputs.id')
    .execute();
}
