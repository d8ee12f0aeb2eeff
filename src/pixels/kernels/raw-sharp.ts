import type { Sharp } from 'sharp';
import { setupSharp } from '../decoders/sharp-setup.ts';
import type { Raster } from '../raster.ts';

/** A sharp pipeline over a raster's pixels, without copying them. */
export function sharpOf(raster: Raster): Sharp {
  const { data, width, height, channels } = raster;
  return setupSharp()(data, { raw: { width, height, channels }, limitInputPixels: false });
}

/**
 * What a pipeline over `raster` makes, as a raster. 16 bits stay exact: sharp reads and writes raw 16-bit pixels as they
 * are when both colour spaces say so (tried with 0.35.5).
 */
export async function rasterOf(pipeline: Sharp, raster: Raster): Promise<Raster> {
  const raw = raster.depth === 8 ? pipeline.raw() : pipeline.toColourspace('rgb16').raw({ depth: 'ushort' });
  const { data, info } = await raw.toBuffer({ resolveWithObject: true });
  return {
    ...raster,
    data:
      raster.depth === 8
        ? new Uint8Array(data.buffer, data.byteOffset, data.length)
        : new Uint16Array(data.buffer, data.byteOffset, data.length / 2),
    width: info.width,
    height: info.height,
  };
}
