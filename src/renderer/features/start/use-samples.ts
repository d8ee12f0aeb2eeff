import { useMutation, useQueryClient } from '@tanstack/react-query';
import { queries } from '../../api/queries.ts';
import { openStart } from './start-state.ts';

/** Has the sample photos painted and opens the start sheet with them. */
export function useSamples(workflow?: string) {
  const client = useQueryClient();
  return useMutation({
    // Joins a request that is on its way: painting takes seconds.
    mutationFn: () => client.fetchQuery({ ...queries.samples(), staleTime: 0 }),
    onSuccess: ({ folder, outputFolder }) => openStart({ paths: [folder], folder: outputFolder, workflow }),
  });
}
