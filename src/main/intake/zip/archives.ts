import { stat } from 'node:fs/promises';
import { readError } from '../intake-error.ts';
import type { ZipLimits } from './limits.ts';
import { listZip, type ZipListing } from './listing.ts';

/** Listings kept; a run takes its entries from one zip after the other. */
const KEPT = 3;

/**
 * The listings of the zips used last, so that taking entry 9,999 does not read the 9,998 before it again. A listing is
 * read anew when size or time of the file changed.
 */
export class ZipArchives {
  readonly limits: ZipLimits;
  readonly #listings = new Map<string, Promise<ZipListing>>();

  constructor(limits: ZipLimits) {
    this.limits = limits;
  }

  /** Throws like {@link listZip}. */
  async listing(archive: string): Promise<ZipListing> {
    const kept = this.#listings.get(archive);
    if (kept !== undefined) {
      const [listing, facts] = await Promise.all([kept, stat(archive)]).catch((thrown: unknown) => {
        throw readError(archive, thrown);
      });
      if (listing.fileBytes === facts.size && listing.fileModifiedMs === facts.mtimeMs) return listing;
    }
    return this.#read(archive);
  }

  #read(archive: string): Promise<ZipListing> {
    const listing = listZip(archive, this.limits);
    this.#listings.delete(archive);
    this.#listings.set(archive, listing);
    listing.catch(() => {
      if (this.#listings.get(archive) === listing) this.#listings.delete(archive);
    });
    for (const oldest of this.#listings.keys()) {
      if (this.#listings.size <= KEPT) break;
      this.#listings.delete(oldest);
    }
    return listing;
  }
}
