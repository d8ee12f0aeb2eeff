import type { Checkpoint } from './checkpoint.ts';

/** Some twenty pictures of 1024 px. */
const MOST_BYTES = 48e6;
/** One that leaves no room for its neighbours is not remembered. */
const LARGEST = MOST_BYTES / 4;

/**
 * Results of steps in the memory of one thread, by signature; those that were not used for longest go first. While somebody moves a
 * slider, everything before the changed node is there at once, and nothing is written for a picture that is gone with the next move.
 */
export class RecentCheckpoints {
  /** The last used one last. */
  readonly #kept = new Map<string, Checkpoint>();
  #bytes = 0;

  has(signature: string): boolean {
    return this.#kept.has(signature);
  }

  get(signature: string): Checkpoint | null {
    const checkpoint = this.#kept.get(signature);
    if (checkpoint === undefined) return null;
    this.#kept.delete(signature);
    this.#kept.set(signature, checkpoint);
    return checkpoint;
  }

  put(signature: string, checkpoint: Checkpoint): void {
    if (bytesOf(checkpoint) > LARGEST) return;
    this.#forget(signature);
    this.#kept.set(signature, checkpoint);
    this.#bytes += bytesOf(checkpoint);
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= MOST_BYTES) break;
      this.#forget(oldest);
    }
  }

  /** Whether these pixels are remembered: nobody may change them then. */
  holds(pixels: ArrayBufferLike): boolean {
    return [...this.#kept.values()].some((one) => one.kind === 'raster' && one.raster.data.buffer === pixels);
  }

  #forget(signature: string): void {
    const checkpoint = this.#kept.get(signature);
    if (checkpoint === undefined) return;
    this.#kept.delete(signature);
    this.#bytes -= bytesOf(checkpoint);
  }
}

/** In memory; facts are small beside pixels. */
function bytesOf(checkpoint: Checkpoint): number {
  switch (checkpoint.kind) {
    case 'raster':
      return checkpoint.raster.data.byteLength;
    case 'file':
      return checkpoint.bytes.length;
    case 'json':
      return 1000;
  }
}
