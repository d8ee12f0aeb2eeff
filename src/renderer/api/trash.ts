import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ItemResource, RunResource } from '../../contract/api.ts';
import type { TrashReport } from '../../contract/native.ts';
import { isMac } from '../shortcuts/keys.ts';
import { deliveredFiles } from './delivered-files.ts';
import { native } from './native.ts';

/** How each system deletes; the first is shown. */
export const TRASH_KEYS = isMac ? 'mod+Backspace Delete' : 'Delete';
/** Photos whose files go with one question. */
export const MOST_TRASHED = 10_000;

/** Moving results into the system's trash, which only the desktop window can. */
export interface Trash {
  /** False in a browser, and for runs whose results lie in a zip. */
  possible: boolean;
  /** Whether the photo has a file to be moved. */
  fits(item: ItemResource): boolean;
  /** Asks how many, then moves those that nobody changed. */
  move(items: readonly ItemResource[]): void;
  /** What became of the files the last time; null before, when it was read, and when the answer was no. */
  report: TrashReport | null;
  forget(): void;
  error: Error | null;
}

export function useTrash(run: RunResource): Trash {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: async (items: readonly ItemResource[]): Promise<TrashReport | null> => {
      if (native === undefined || items.length === 0) return null;
      return await native.trashOutputs({ runId: run.id, itemIds: items.map(({ id }) => id) });
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['runs'] });
      void client.invalidateQueries({ queryKey: ['run', run.id] });
    },
  });
  const possible = native !== undefined && !run.output.zip;
  const fits = (item: ItemResource) =>
    possible && item.status !== 'pending' && item.status !== 'running' && deliveredFiles([item]).length > 0;
  return {
    possible,
    fits,
    move: (items) => mutation.mutate(items.filter(fits).slice(0, MOST_TRASHED)),
    report: mutation.data ?? null,
    forget: mutation.reset,
    error: mutation.error,
  };
}
