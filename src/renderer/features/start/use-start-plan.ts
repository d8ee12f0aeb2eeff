import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { RunBody } from './start-body.ts';

/** Typing a folder or dragging a slider must not plan at every step. */
const SETTLE_MS = 300;

/** What the run would do, asked anew whenever a choice changes; the last answer stays until the next is there. */
export function useStartPlan(workflow: string, body: RunBody | null) {
  const [settled] = useDebouncedValue(JSON.stringify(body), SETTLE_MS);
  const current = settled === JSON.stringify(body);
  const plan = useQuery({
    queryKey: ['plan', workflow, settled],
    queryFn: ({ signal }) =>
      api.planRun({ params: { id: workflow }, body: JSON.parse(settled) as RunBody }, { signal }),
    enabled: body !== null && settled !== 'null',
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    gcTime: 0,
    retry: false,
  });
  return {
    plan: body === null ? undefined : plan.data,
    error: current ? plan.error : null,
    /** The plan shown is not yet that of the choices shown. */
    busy: body !== null && (!current || plan.isFetching),
  };
}
