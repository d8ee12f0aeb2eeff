import { nameKey } from './naming.ts';
import type { DeliveryPort } from './ports.ts';

/** So many files that are not the run's own are looked at for one of its files. */
const MOST = 64;

/** What a file wanted to be called and what it was given, both below the output folder, `/`-separated. */
export interface NumberedName {
  wanted: string;
  given: string;
}

export interface EarlierName {
  relativePath: string;
  key: string;
}

/**
 * Finds the names that a file was not given because something is there: its result may be there already, from an earlier
 * run. Names that belong to other files of the run are left out. Remembers how far a run's files of one wanted name have filled
 * its alternatives, so that 10,000 of them are not 10,000² look-ups.
 */
export class EarlierNames {
  readonly #delivery: Pick<DeliveryPort, 'alternative'>;
  /** Wanted key → the first alternative that is not known to belong to the run. */
  readonly #open = new Map<string, number>();

  constructor(delivery: Pick<DeliveryPort, 'alternative'>) {
    this.#delivery = delivery;
  }

  /** For each name the earlier ones in order, {@link MOST} at most. `taken`: which of these keys belong to files of the run. */
  async of(
    names: readonly NumberedName[],
    taken: (keys: string[]) => Promise<ReadonlySet<string>>,
  ): Promise<EarlierName[][]> {
    const searches = names.map(({ wanted, given }) => {
      const wantedKey = nameKey(wanted);
      const found: EarlierName[] = [];
      return { wanted, wantedKey, next: this.#open.get(wantedKey) ?? 1, end: this.#numberOf(wanted, given), found };
    });
    for (;;) {
      const chunks = searches
        .filter(({ next, end, found }) => next < end && found.length < MOST)
        .map((search) => ({ search, names: this.#chunk(search) }));
      if (chunks.length === 0) return searches.map(({ found }) => found);
      const inRun = await taken([...new Set(chunks.flatMap((chunk) => chunk.names.map(({ key }) => key)))]);
      for (const { search, names: some } of chunks) {
        for (const name of some) {
          const isOpen = !inRun.has(name.key);
          if (isOpen && search.found.length < MOST) search.found.push(name);
          if (!isOpen && this.#isOpenAt(search)) this.#setOpen(search.wantedKey, search.next + 1);
          search.next += 1;
        }
      }
    }
  }

  #chunk({ wanted, next, end }: { wanted: string; next: number; end: number }): EarlierName[] {
    return Array.from({ length: Math.min(MOST, end - next) }, (_, n) => {
      const relativePath = this.#delivery.alternative(wanted, next + n);
      return { relativePath, key: nameKey(relativePath) };
    });
  }

  #isOpenAt({ wantedKey, next }: { wantedKey: string; next: number }): boolean {
    return (this.#open.get(wantedKey) ?? 1) === next;
  }

  #setOpen(wantedKey: string, n: number): void {
    if (this.#open.size > 50_000) this.#open.clear();
    this.#open.set(wantedKey, n);
  }

  /** Which alternative a name is; 1, so that none is before it, when it is none. */
  #numberOf(wanted: string, given: string): number {
    const n = Number(/-(\d{1,9})(?:\.[^./]*)?$/.exec(given)?.[1] ?? 1);
    return n > 1 && this.#delivery.alternative(wanted, n) === given ? n : 1;
  }
}
