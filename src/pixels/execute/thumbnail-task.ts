import type { ThumbnailResult, ThumbnailTask } from '../../contract/pixel-tasks.ts';
import type { ImageFacts } from '../../contract/run.ts';
import { resizedSize } from '../../workflow/plan/geometry.ts';
import { decoderFor } from '../decoders/all.ts';
import { decode } from '../decoders/decode.ts';
import type { Decoded, DecodeOptions } from '../decoders/port.ts';
import { probe } from '../decoders/probe.ts';
import type { RenderContext } from '../execute.ts';
import { previewFile } from './preview.ts';
import { readSource } from './read-source.ts';
import { TempFiles } from './temp-files.ts';

/** A camera's preview may be this much smaller than asked for: better at once and a little soft. */
const ENOUGH = 0.5;
/** Bytes a pixel while a picture is decoded by WebAssembly; libvips streams, and shrinks JPEG and WebP on loading. */
const FOREIGN_BYTES = 30;
const STREAMED_BYTES = 8;
const STREAMED = new Set(['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif', 'svg']);

/**
 * Makes a thumbnail: from the preview that a camera put into a RAW file where that will do, else of the picture itself, decoded as
 * small as its decoder can. EXIF thumbnails of JPEGs are not used: many show an older state of the picture, or have black bars.
 * Rejects with the errors of reading, of `probe` and of `decode`, and `disk_full`, `output_unwritable`.
 */
export async function executeThumbnail(task: ThumbnailTask, context: RenderContext): Promise<ThumbnailResult> {
  const { source, longEdge } = task;
  const { bytes } = await readSource(source);
  const facts = await probe(bytes, source.name);
  const pixels = facts.width * facts.height;
  const each = STREAMED.has(facts.format) ? STREAMED_BYTES : FOREIGN_BYTES;
  await context.admit({ bytes: bytes.length + pixels * each, name: source.name, pixels });
  const tolerant = STREAMED.has(facts.format);
  const options = { name: source.name, orient: true, tolerant, maxPixels: context.maxPixels };
  const { raster } =
    (await embedded(bytes, facts, longEdge * ENOUGH, options)) ??
    (await decoded(bytes, facts, longEdge, options).catch(async (thrown: unknown) => {
      // Something to recognise the damaged shot by.
      const small = await embedded(bytes, facts, 1, options);
      if (small === null) throw thrown;
      return small;
    }));
  const { width, height, ...file } = await previewFile(raster, { longEdge, format: 'webp' });
  const written = await new TempFiles(task.temp).write(file.bytes);
  return { tempPath: written.path, width, height, bytes: written.bytes, sha256: written.sha256, facts };
}

async function embedded(
  bytes: Uint8Array,
  facts: ImageFacts,
  smallest: number,
  options: DecodeOptions,
): Promise<Decoded | null> {
  const size = facts.embedded;
  if (!size || Math.max(size.width, size.height) < smallest) return null;
  const decoder = await decoderFor(facts.format);
  return (await decoder.embedded?.(bytes, facts, options)) ?? null;
}

function decoded(bytes: Uint8Array, facts: ImageFacts, longEdge: number, options: DecodeOptions): Promise<Decoded> {
  return decode(bytes, facts, {
    ...options,
    draft: true,
    geometry(pipeline, size) {
      const target = { by: 'longEdge', pixels: longEdge } as const;
      const { width, height } = resizedSize({ kind: 'resize', target, kernel: 'lanczos3', enlarge: false }, size);
      return pipeline.resize(width, height, { fit: 'fill' });
    },
  });
}
