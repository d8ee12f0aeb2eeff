import { useClipboard } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ItemResource, RunResource } from '../../../contract/api.ts';
import { api } from '../../api/client.ts';
import { deliveredFiles } from '../../api/delivered-files.ts';
import { native } from '../../api/native.ts';

/** What can be done to single photos of a run. */
export interface ItemActions {
  canRetry(item: ItemResource): boolean;
  canRerun(item: ItemResource): boolean;
  /** Those that failed, were cancelled or taken back; the others are left alone. */
  retry(items: readonly ItemResource[]): Promise<void>;
  /** Done again, also when it went well. */
  rerun(item: ItemResource): Promise<void>;
  /** Undefined in a browser, which has no file manager to show. */
  reveal: ((item: ItemResource) => void) | undefined;
  copyPaths(items: readonly ItemResource[]): void;
  busy: boolean;
  error: Error | null;
}

export function useItemActions(run: RunResource): ItemActions {
  const client = useQueryClient();
  const clipboard = useClipboard();
  const over = run.status !== 'running' && run.status !== 'queued' && run.status !== 'paused';
  const undone = (item: ItemResource) => item.outputs.some((output) => output.undone !== undefined);
  const canRetry = (item: ItemResource) =>
    item.status === 'failed' || (over && (item.status === 'cancelled' || undone(item)));
  const again = useMutation({
    mutationFn: async ({ items, anyway }: { items: readonly ItemResource[]; anyway: boolean }) => {
      for (const { id } of items) {
        const params = { runId: run.id, itemId: id };
        await api.retryItem(anyway ? { params, body: {} } : { params });
      }
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['runs'] });
      void client.invalidateQueries({ queryKey: ['run', run.id] });
    },
  });
  const doAgain = (items: readonly ItemResource[], anyway: boolean) =>
    // The error is shown on the screen.
    again.mutateAsync({ items, anyway }).catch(() => {});
  const reveal = native?.reveal;
  return {
    canRetry,
    canRerun: (item) => item.status === 'completed' && !undone(item),
    retry: (items) => doAgain(items.filter(canRetry), false),
    rerun: (item) => doAgain([item], true),
    reveal:
      reveal === undefined
        ? undefined
        : (item) => {
            const output = item.outputs.find((one) => one.undone === undefined);
            if (output !== undefined) reveal(output.archive ?? output.path);
          },
    copyPaths: (items) =>
      clipboard.copy(
        deliveredFiles(items)
          .map((file) => file.path)
          .join('\n'),
      ),
    busy: again.isPending,
    error: again.error,
  };
}
