import type { Query, QueryClient } from '@tanstack/react-query';
import type { RunResource } from '../../contract/api.ts';
import type { Run } from '../../contract/run.ts';

interface RunsPage {
  items: RunResource[];
}

/**
 * Puts a run that came with an event where it is shown; a new one makes lists ask again. An answer that was on its way meanwhile may
 * be older than the event and would take its place, so it is asked for anew.
 */
export function keepRun(client: QueryClient, run: Run, isNew: boolean): void {
  const onTheirWay = [['run', run.id, 'head'], ['runs']].flatMap((queryKey) =>
    client.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' }),
  );
  const merged = (old: RunResource): RunResource => (old.id === run.id ? { ...old, ...run } : old);
  client.setQueriesData<RunResource>({ queryKey: ['run', run.id, 'head'] }, (old) => old && merged(old));
  let known = false;
  client.setQueriesData<RunsPage>({ queryKey: ['runs'] }, (old) => {
    if (old === undefined || !old.items.some((one) => one.id === run.id)) return old;
    known = true;
    return { ...old, items: old.items.map(merged) };
  });
  if (isNew || !known) void client.invalidateQueries({ queryKey: ['runs'] });
  for (const query of onTheirWay) void askAnew(client, query);
}

async function askAnew(client: QueryClient, query: Query): Promise<void> {
  // A first answer is waited for: what has no data yet cannot be asked anew before.
  if (query.state.data === undefined) await query.promise?.catch(() => {});
  await client.invalidateQueries({ queryKey: query.queryKey, exact: true, refetchType: 'all' });
}
