import sharp from 'sharp';

let done = false;

/** Loaders that read from memory; everything else (paths, other formats, other libraries) stays blocked. */
const LOADERS = [
  'VipsForeignLoadJpegBuffer',
  'VipsForeignLoadPngBuffer',
  'VipsForeignLoadWebpBuffer',
  'VipsForeignLoadTiffBuffer',
  'VipsForeignLoadHeifBuffer',
  'VipsForeignLoadSvgBuffer',
  'VipsForeignLoadNsgifBuffer',
];

/**
 * Makes this process' libvips safe and predictable, and hands it out: one thread per picture (parallelism is one item
 * per worker), no operation cache (pictures are never asked for twice), and only the listed loaders, so that a file can
 * never make libvips open another one or reach a decoder that we do not test. Idempotent.
 */
export function setupSharp(): typeof sharp {
  if (!done) {
    sharp.concurrency(1);
    sharp.cache(false);
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({ operation: LOADERS });
    done = true;
  }
  return sharp;
}
