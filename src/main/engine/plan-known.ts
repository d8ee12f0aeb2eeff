import { join } from 'node:path';
import type { OutputSpec } from '../../contract/run.ts';
import type { WorkflowDocument } from '../../contract/workflow.ts';
import type { CacheRun, KnownFile } from './cache-port.ts';
import { type EarlierName, EarlierNames } from './earlier-names.ts';
import type { EngineDeps } from './engine-deps.ts';
import type { FoundItem } from './found-items.ts';
import { nameKey } from './naming.ts';
import { itemTokens } from './run-context.ts';
import { fileId, filesOf } from './run-intake.ts';
import type { PlannedTarget } from './run-plan.ts';

type Deps = Pick<EngineDeps, 'cache' | 'delivery'>;

/** One file of a picture, with the name it was given; null where that is only known after rendering. */
export interface NamedTarget {
  target: PlannedTarget;
  name: { wanted: string; given: string } | null;
}

export interface NamedPicture {
  found: FoundItem & { type: 'item' };
  seq: number;
  targets: NamedTarget[];
}

/** What the run would be, as far as it decides what becomes of its pictures. */
export interface PlannedRun {
  document: WorkflowDocument;
  cacheRun: CacheRun;
  slug: string;
  runDate: string;
  output: OutputSpec;
}

/**
 * Finds the planned files that are in the output folder already, byte for byte, as far as it is known what they would hold: the
 * cache knows that of pictures that were rendered before in just this way. Their targets are changed accordingly.
 */
export class PlannedUnchanged {
  readonly #deps: Deps;
  readonly #run: PlannedRun;
  /** Is this key a name that the run has given away? */
  readonly #isGiven: (key: string) => boolean;
  readonly #earlier: EarlierNames;
  readonly #found = new Set<string>();

  constructor(deps: Deps, run: PlannedRun, isGiven: (key: string) => boolean) {
    this.#deps = deps;
    this.#run = run;
    this.#isGiven = isGiven;
    this.#earlier = new EarlierNames(deps.delivery);
  }

  /** The pictures in input order, batch after batch. */
  async mark(batch: readonly NamedPicture[]): Promise<void> {
    const { collision, zip } = this.#run.output;
    if (zip || collision === 'skip') return;
    const places = await this.#places(batch);
    const likely = batch.filter(({ targets }) => targets.some((one) => (places.get(one)?.length ?? 0) > 0));
    const { cacheRun, document, slug, runDate } = this.#run;
    const about = { workflowSlug: slug, createdAt: runDate };
    const known = await this.#deps.cache.lookUp(
      cacheRun,
      likely.map(({ found, seq }) => ({
        id: seq,
        document,
        sources: found.sources,
        tokens: itemTokens(about, { ...found, seq }),
      })),
    );
    const paths = likely
      .filter(({ seq }) => known.has(seq))
      .flatMap(({ targets }) => targets.flatMap((one) => (places.get(one) ?? []).map((place) => this.#pathOf(place))));
    const untouched = await this.#deps.cache.untouched([...new Set(paths)]);
    for (const { found, seq, targets } of likely) {
      const files = known.get(seq)?.files ?? [];
      const own = new Set(files.length === 0 ? [] : await Promise.all(filesOf(found.sources).map(fileId)));
      for (const one of targets) {
        const file = files.find(({ nodeId }) => nodeId === one.target.nodeId);
        const place = file && (await this.#placeOf(file, places.get(one) ?? [], untouched, own));
        if (place === undefined) continue;
        this.#found.add(place.key);
        Object.assign(one.target, {
          path: this.#pathOf(place),
          collision: 'unchanged',
        } satisfies Partial<PlannedTarget>);
      }
    }
  }

  /** Where each file may be already. */
  async #places(batch: readonly NamedPicture[]): Promise<Map<NamedTarget, readonly EarlierName[]>> {
    const named = batch.flatMap(({ targets }) =>
      targets.flatMap((one) => (one.name === null ? [] : [{ one, name: one.name }])),
    );
    if (this.#run.output.collision === 'overwrite') {
      return new Map(
        named
          .filter(({ one }) => one.target.collision === 'overwrites')
          .map(({ one, name: { given } }) => [one, [{ relativePath: given, key: nameKey(given) }]]),
      );
    }
    const earlier = await this.#earlier.of(
      named.map(({ name }) => name),
      async (keys) => new Set(keys.filter((key) => this.#isGiven(key) || this.#found.has(key))),
    );
    return new Map(named.map(({ one }, n) => [one, earlier[n]!]));
  }

  async #placeOf(
    { sha256, bytes }: KnownFile,
    places: readonly EarlierName[],
    untouched: ReadonlyMap<string, { sha256: string }>,
    own: ReadonlySet<string | null>,
  ): Promise<EarlierName | undefined> {
    for (const place of places) {
      const path = this.#pathOf(place);
      if (this.#found.has(place.key)) continue;
      const isSame =
        untouched.get(path)?.sha256 === sha256 ||
        (await this.#deps.delivery.matches(path, sha256, bytes).catch(() => false));
      if (isSame && !own.has(await fileId(path))) return place;
    }
    return undefined;
  }

  #pathOf({ relativePath }: EarlierName): string {
    return join(this.#run.output.folder, relativePath);
  }
}
