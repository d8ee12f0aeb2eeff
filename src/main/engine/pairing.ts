import type { ErrorRecord } from '../../contract/errors.ts';
import type { Source } from '../../contract/run.ts';

/** One image for each input node. */
export interface PairedItem {
  sources: Record<string, Source>;
  /** The node whose image gives the item its name. */
  primary: string;
}

export interface Pairing {
  items: PairedItem[];
  /** Images that no item could be made of, in input order. */
  unpaired: { nodeId: string; source: Source; error: ErrorRecord }[];
}

/**
 * Makes items of several input nodes' images. A node with one image lends it to every item; equally long lists pair in
 * order; otherwise images belong together whose names without extension are equal, capitals and Unicode form aside, in
 * the same folder where there is one, else in any. What is left over is refused, each named.
 *
 * `lists`: input node → its images, nodes in the document's order.
 */
export function pairSources(lists: Record<string, Source[]>): Pairing {
  const nodes = Object.keys(lists);
  const listOf = (nodeId: string): Source[] => lists[nodeId] ?? [];
  const longest = Math.max(0, ...nodes.map((nodeId) => listOf(nodeId).length));
  const lent = longest > 1 ? nodes.filter((nodeId) => listOf(nodeId).length === 1) : [];
  const paired = nodes.filter((nodeId) => !lent.includes(nodeId));
  const primary = paired[0] ?? nodes[0]!;

  const complete = (sources: Record<string, Source>): PairedItem => ({
    sources: Object.fromEntries(nodes.map((nodeId) => [nodeId, sources[nodeId] ?? listOf(nodeId)[0]!])),
    primary,
  });

  if (paired.every((nodeId) => listOf(nodeId).length === longest)) {
    const items = Array.from({ length: longest }, (_, index) =>
      complete(Object.fromEntries(paired.map((nodeId) => [nodeId, listOf(nodeId)[index]!]))),
    );
    return { items, unpaired: [] };
  }
  return pairByName(paired, listOf, complete);
}

function pairByName(
  nodes: string[],
  listOf: (nodeId: string) => Source[],
  complete: (sources: Record<string, Source>) => PairedItem,
): Pairing {
  const [primary, ...others] = nodes;
  const shelves = others.map((nodeId) => ({ nodeId, shelf: new Shelf(listOf(nodeId)) }));
  const items: PairedItem[] = [];
  const unpaired: Pairing['unpaired'] = [];
  for (const source of listOf(primary!)) {
    const partners = shelves.map(({ nodeId, shelf }) => ({ nodeId, shelf, partner: shelf.find(source) }));
    const missing = partners.filter(({ partner }) => partner === undefined).map(({ nodeId }) => nodeId);
    if (missing.length > 0) {
      unpaired.push({ nodeId: primary!, source, error: noPartner(primary!, source, missing) });
      continue;
    }
    for (const { shelf, partner } of partners) shelf.take(partner!);
    items.push(
      complete({
        [primary!]: source,
        ...Object.fromEntries(partners.map(({ nodeId, partner }) => [nodeId, partner!])),
      }),
    );
  }
  for (const { nodeId, shelf } of shelves) {
    for (const source of shelf.left()) {
      unpaired.push({
        nodeId,
        source,
        error: noPartner(
          nodeId,
          source,
          nodes.filter((other) => other !== nodeId),
        ),
      });
    }
  }
  return { items, unpaired };
}

/** Images by their name, each given away once. */
class Shelf {
  readonly #byName = new Map<string, Source[]>();
  readonly #left: Set<Source>;

  constructor(sources: Source[]) {
    this.#left = new Set(sources);
    for (const source of sources) {
      const key = stem(source);
      this.#byName.set(key, [...(this.#byName.get(key) ?? []), source]);
    }
  }

  find(source: Source): Source | undefined {
    const same = (this.#byName.get(stem(source)) ?? []).filter((one) => this.#left.has(one));
    return same.find((one) => one.relativeFolder === source.relativeFolder) ?? same[0];
  }

  take(source: Source): void {
    this.#left.delete(source);
  }

  left(): Iterable<Source> {
    return this.#left;
  }
}

function stem(source: Source): string {
  const dot = source.name.lastIndexOf('.');
  return (dot > 0 ? source.name.slice(0, dot) : source.name).normalize('NFC').toLowerCase();
}

function noPartner(nodeId: string, source: Source, missing: string[]): ErrorRecord {
  const where = missing.map((node) => `“${node}”`).join(' or ');
  return {
    code: 'inputs_unpaired',
    message: `“${source.name}” for “${nodeId}” has no picture of the same name for ${where}. Give equally many pictures, one for all, or pictures with the same names.`,
    nodeId,
  };
}
