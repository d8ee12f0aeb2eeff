import type { ItemResource } from '../../contract/api.ts';

/** Files of items that are on disk by themselves: not in a zip, not taken back, not in the trash. */
export function deliveredFiles(items: readonly ItemResource[]): ItemResource['outputs'] {
  return items.flatMap(({ outputs }) =>
    outputs.filter((output) => output.archive === undefined && output.undone === undefined),
  );
}
