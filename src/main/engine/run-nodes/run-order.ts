import type { Graph } from '../../../workflow/graph/graph.ts';
import { RenameParams } from '../../../workflow/nodes/rename.ts';
import type { EngineDeps } from '../engine-deps.ts';
import type { FoundItem } from '../found-items.ts';

type Deps = Pick<EngineDeps, 'intake' | 'pixels' | 'folders'>;
type Picture = FoundItem & { type: 'item' };

export interface ExportRename {
  name: string;
  /** What `{seq}` of the first picture is. */
  start: number;
}

/** What rename nodes say about the files of an export; null when none is behind it. */
export function renameOf({ nodes }: Graph, exportId: string): ExportRename | null {
  for (const { node, definition, inputs } of nodes.values()) {
    if (definition.type !== 'rename' || inputs['file']?.nodeId !== exportId) continue;
    const { name, start } = RenameParams.parse(node.params);
    return { name, start };
  }
  return null;
}

/**
 * What was found in the order that a rename node asks for, else as it comes. The order needs all pictures, so they are held as light
 * rows, and by capture time each one's header is read. The same inputs come in the same order in every pass.
 */
export async function* inRunOrder(
  deps: Deps,
  graph: Graph,
  found: AsyncIterable<FoundItem>,
  signal?: AbortSignal,
): AsyncGenerator<FoundItem> {
  const rename = [...graph.nodes.values()].find(({ definition }) => definition.type === 'rename');
  const order = rename === undefined ? 'found' : RenameParams.parse(rename.node.params).order;
  if (order === 'found') {
    yield* found;
    return;
  }
  const pictures: Picture[] = [];
  const others: FoundItem[] = [];
  for await (const one of found) {
    if (one.type === 'item') pictures.push(one);
    else others.push(one);
  }
  const times = order === 'captureTime' ? await captureTimes(deps, pictures, signal) : new Map<Picture, string>();
  const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  const byName = (a: Picture, b: Picture): number =>
    names.compare(a.name, b.name) || names.compare(a.relativeFolder, b.relativeFolder) || (a.key < b.key ? -1 : 1);
  // Without a time last: “~” comes after every digit.
  const timeOf = (one: Picture): string => times.get(one) ?? '~';
  yield* pictures.sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : byName(a, b)));
  yield* others;
}

/** When pictures were taken, as their headers say; those that do not, or cannot be read, are absent. */
async function captureTimes(deps: Deps, pictures: Picture[], signal?: AbortSignal): Promise<Map<Picture, string>> {
  const times = new Map<Picture, string>();
  const waiting = [...pictures];
  const work = async (): Promise<void> => {
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      signal?.throwIfAborted();
      const takenAt = await captureTime(deps, one);
      if (takenAt !== null) times.set(one, takenAt);
    }
  };
  await Promise.all(Array.from({ length: deps.pixels.workers }, work));
  return times;
}

async function captureTime({ intake, pixels, folders }: Deps, { sources }: Picture): Promise<string | null> {
  const source = Object.values(sources)[0]!;
  try {
    const file = await intake.materialise(source, folders.work);
    try {
      const { facts } = await pixels.run({ kind: 'probe', source: { path: file.path, name: source.name } });
      const takenAt = facts.exif['takenAt'];
      return typeof takenAt === 'string' ? takenAt : null;
    } finally {
      await file.release();
    }
  } catch {
    // What cannot be read is told when its turn comes.
    return null;
  }
}
