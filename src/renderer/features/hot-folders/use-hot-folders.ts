import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { HotFolder } from '../../../contract/hot-folder.ts';
import { api } from '../../api/client.ts';
import { useEvent } from '../../api/live.ts';

/** All hot folders; kept up to date by `useLiveHotFolders`. */
export const hotFoldersQuery = () =>
  queryOptions({ queryKey: ['hot-folders'], queryFn: async () => (await api.hotFolders()).items });

/** The last runs that a hot folder made. `seen` is how many files it is done with, so that it is asked again when there are more. */
export const hotFolderRunsQuery = (hot: HotFolder) =>
  queryOptions({
    queryKey: ['runs', { hotFolder: hot.uuid, seen: hot.counts.done + hot.counts.failed }],
    queryFn: () => api.runs({ query: { page: 1, pageSize: 5, label: `hotFolder:${hot.uuid}` } }),
    placeholderData: (before) => before,
  });

/** Writes what the event stream says of hot folders into what is shown. */
export function useLiveHotFolders(): void {
  const client = useQueryClient();
  const { queryKey } = hotFoldersQuery();
  const hear = useCallback(
    (event: { event: string; hotFolder?: HotFolder }) => {
      const { hotFolder } = event;
      if (hotFolder === undefined) return;
      client.setQueryData(queryKey, (all) => all?.map((one) => (one.id === hotFolder.id ? hotFolder : one)));
    },
    // The key is the same each time.
    [client, queryKey[0]],
  );
  useEvent(hear);
}

/** Switching on and off, and removing. */
export function useHotFolderActions(hot: HotFolder) {
  const client = useQueryClient();
  const { queryKey } = hotFoldersQuery();
  const refresh = () => void client.invalidateQueries({ queryKey });
  const toggle = useMutation({
    mutationFn: (enabled: boolean) => api.updateHotFolder({ params: { id: hot.id }, body: { enabled } }),
    onSuccess: (now) =>
      client.setQueryData(queryKey, (all) => all?.map((one) => (one.id === now.id ? { ...one, ...now } : one))),
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: () => api.deleteHotFolder({ params: { id: hot.id } }),
    onSuccess: () => client.setQueryData(queryKey, (all) => all?.filter((one) => one.id !== hot.id)),
    onSettled: refresh,
  });
  return { toggle, remove };
}
