import type { PlanStep } from '../../workflow/plan/plan.ts';
import type { Raster } from '../raster.ts';

export interface Picture {
  raster: Raster;
  /** Input node whose file the picture came from. */
  origin: string;
}

/**
 * The pictures that the steps of one item have made, by signature, so that plans that follow one another share them. Each is
 * let go as soon as its last reader has run.
 */
export class StepResults {
  readonly #pictures = new Map<string, Picture>();
  #readers = new Map<string, number>();

  has(signature: string): boolean {
    return this.#pictures.has(signature);
  }

  /** Throws when the step has not run or its picture was let go: a mistake in the plan. */
  get(signature: string): Picture {
    const picture = this.#pictures.get(signature);
    if (!picture) throw new Error(`The plan reads the picture ${signature}, which is not there.`);
    return picture;
  }

  set(signature: string, picture: Picture): void {
    this.#pictures.set(signature, picture);
    this.#dropUnread(signature);
  }

  /**
   * `steps` run next, each reading its inputs once; `kept` are read once more after them. Everything that nobody will read
   * is let go.
   */
  expect(steps: readonly PlanStep[], signatureOf: ReadonlyMap<string, string>, kept: readonly string[]): void {
    this.#readers = new Map();
    const read = (signature: string): void => {
      this.#readers.set(signature, (this.#readers.get(signature) ?? 0) + 1);
    };
    for (const { inputs } of steps) for (const id of inputs) read(signatureOf.get(id)!);
    for (const signature of kept) read(signature);
    for (const signature of [...this.#pictures.keys()]) this.#dropUnread(signature);
  }

  /** One reader is left, and no other picture shares this one's buffer. */
  isOwned(signature: string): boolean {
    if (this.#readers.get(signature) !== 1) return false;
    const { buffer } = this.get(signature).raster.data;
    for (const [other, { raster }] of this.#pictures) {
      if (other !== signature && raster.data.buffer === buffer) return false;
    }
    return true;
  }

  /** A step has read its inputs. */
  readBy(signatures: readonly string[]): void {
    for (const signature of signatures) {
      this.#readers.set(signature, (this.#readers.get(signature) ?? 0) - 1);
      this.#dropUnread(signature);
    }
  }

  #dropUnread(signature: string): void {
    if ((this.#readers.get(signature) ?? 0) <= 0) this.#pictures.delete(signature);
  }
}
