import type { Sharp } from 'sharp';
import type { ImageFacts } from '../../contract/run.ts';
import type { Size } from '../../workflow/plan/geometry.ts';
import type { RawDevelopment } from '../../workflow/plan/steps.ts';
import type { MetadataBlocks } from '../metadata/blocks.ts';
import type { Raster } from '../raster.ts';

/**
 * Adds geometry to the decoding pipeline, so that it runs in the same sharp call and JPEG and WebP shrink on load.
 * `size` is the picture's size as the hook sees it: upright when the orientation is applied.
 */
export type GeometryHook = (pipeline: Sharp, size: Size) => Sharp;

export interface DecodeOptions {
  /** File name for messages. */
  name: string;
  /** Apply the EXIF orientation; else the raster carries it on as pending. */
  orient: boolean;
  /** Decode what can be decoded of damaged files. */
  tolerant: boolean;
  maxPixels: number;
  geometry?: GeometryHook;
  /** A fast picture will do, of RAW files one of half the size. */
  draft?: boolean;
  /** How camera RAW files are developed; other formats ignore it. */
  raw?: RawDevelopment | undefined;
}

/** A decoded picture; `notes` are sentences worth telling. */
export interface Decoded {
  raster: Raster;
  notes: string[];
}

/** What exports take over from a source beside its pixels. */
export interface SourceMetadata {
  blocks: MetadataBlocks;
  /** Dots per inch; null when the file does not say. */
  density: number | null;
}

/**
 * One way of reading pictures. Bytes are a whole file whose signature was recognised; every method throws
 * `image_truncated`, `image_corrupt`, `image_too_large`, `unsupported_format` or `out_of_memory`, each naming the file.
 */
export interface Decoder {
  /** What a file is, how large, which metadata; no pixel is decoded. */
  probe(bytes: Uint8Array, name: string, format: string): Promise<ImageFacts>;
  /** The first picture of the file in its own RGB encoding (docs/architecture.md, Colour). */
  decode(bytes: Uint8Array, facts: ImageFacts, options: DecodeOptions): Promise<Decoded>;
  metadata(bytes: Uint8Array, format: string): Promise<SourceMetadata>;
  /** The largest preview that the file carries (`facts.embedded`); null when it has none. */
  embedded?(bytes: Uint8Array, facts: ImageFacts, options: DecodeOptions): Promise<Decoded | null>;
}
