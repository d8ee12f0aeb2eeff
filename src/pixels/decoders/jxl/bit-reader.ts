/** How a U32 of JPEG XL is coded for one of its four selectors: `bits` more bits, added to `base`. */
export type U32Option = readonly [base: number, bits: number];

/** Reads the bundles of a JPEG XL codestream: bits from the lowest up (ISO/IEC 18181-1, annex B). Past the end it throws. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #bit = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Up to 30 bits. */
  bits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++, this.#bit++) {
      const byte = this.#bytes[this.#bit >> 3];
      if (byte === undefined) throw new RangeError('The codestream ends within its header.');
      value += ((byte >> (this.#bit & 7)) & 1) * 2 ** i;
    }
    return value;
  }

  flag(): boolean {
    return this.bits(1) === 1;
  }

  u32(...options: [U32Option, U32Option, U32Option, U32Option]): number {
    const [base, bits] = options[this.bits(2)]!;
    return base + this.bits(bits);
  }

  enumerated(): number {
    return this.u32([0, 0], [1, 0], [2, 4], [18, 6]);
  }

  skip(count: number): void {
    this.#bit += count;
  }
}
