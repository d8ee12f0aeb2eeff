import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import type { RunFilter } from '../engine/store-port.ts';
import type { Database } from './schema.ts';

/** Which rows of `runs` a filter lets through; all of its parts must hold. */
export function runMatches(filter: RunFilter): Expression<SqlBool> {
  const eb = expressionBuilder<Database, 'runs'>();
  const all: Expression<SqlBool>[] = [];
  if (!filter.includeRemoved) all.push(eb('runs.removed_at', 'is', null));
  if (filter.statuses !== undefined) all.push(eb('runs.status', 'in', filter.statuses));
  if (filter.workflowId !== undefined) all.push(eb('runs.workflow_id', '=', filter.workflowId));
  if (filter.workflowIds !== undefined) all.push(eb('runs.workflow_id', 'in', filter.workflowIds));
  if (filter.held !== undefined) all.push(eb('runs.held', '=', Number(filter.held)));
  if (filter.dialect !== undefined) {
    // Spelled as the index on it is.
    all.push(sql<SqlBool>`(json_extract(client, '$.dialect') = ${filter.dialect} AND client IS NOT NULL)`);
  }
  for (const [key, value] of Object.entries(filter.labels ?? {})) {
    all.push(
      sql<SqlBool>`EXISTS (SELECT 1 FROM json_each(runs.labels) AS l WHERE l.key = ${key} AND l.value = ${value})`,
    );
  }
  if (filter.withoutLabel !== undefined) {
    all.push(sql<SqlBool>`NOT EXISTS (SELECT 1 FROM json_each(runs.labels) AS l WHERE l.key = ${filter.withoutLabel})`);
  }
  for (const [key, value] of Object.entries(filter.clientData ?? {})) {
    all.push(
      sql<SqlBool>`EXISTS (SELECT 1 FROM json_each(runs.client, '$.data') AS d WHERE d.key = ${key} AND d.value = ${value})`,
    );
  }
  if (filter.inputFileName !== undefined) {
    all.push(
      sql<SqlBool>`EXISTS (SELECT 1 FROM items AS i WHERE i.run_id = runs.id AND i.name = ${filter.inputFileName})`,
    );
  }
  if (filter.q !== undefined && filter.q !== '') {
    all.push(sql<SqlBool>`instr(lower(runs.name), lower(${filter.q})) > 0`);
  }
  return eb.and(all);
}
