import type { MetadataBlocks } from '../metadata/blocks.ts';

/** Everything that goes into a file beside its pixels. */
export interface Attachments extends MetadataBlocks {
  icc: Uint8Array;
  /** Profile's name, where the container has a place for it. */
  profileName: string;
  /** Dots per inch for the container's own field; null leaves the encoder's default. */
  dpi: number | null;
}
