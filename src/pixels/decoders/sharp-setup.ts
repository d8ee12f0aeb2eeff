import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
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

/** What worker threads inherit from the thread that starts them. */
const BLOCKED = 'safelight: loaders are blocked';

/**
 * Makes this process' libvips safe and predictable, and hands it out: one thread per picture (parallelism is one item
 * per worker), no operation cache (pictures are never asked for twice), and only the listed loaders, so that a file can
 * never make libvips open another one or reach a decoder that we do not test. Idempotent.
 *
 * All of it holds for the process. Between blocking and unblocking nothing can be decoded anywhere in it, so only the first
 * thread does that: one that started later made pictures of the others fail as damaged.
 */
export function setupSharp(): typeof sharp {
  if (!done) {
    // Loading sharp in another thread has just set these two anew.
    sharp.concurrency(1);
    sharp.cache(false);
    if (getEnvironmentData(BLOCKED) !== true) {
      sharp.block({ operation: ['VipsForeignLoad'] });
      sharp.unblock({ operation: LOADERS });
      setEnvironmentData(BLOCKED, true);
    }
    done = true;
  }
  return sharp;
}
