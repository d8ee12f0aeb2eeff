import type { Sharp } from 'sharp';
import { setupSharp } from '../decoders/sharp-setup.ts';
import type { Raster } from '../raster.ts';
import { toProfile } from './convert-to.ts';

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

/**
 * What a pipeline that mixes pixels (scaling, blurring) makes of `raster`. A picture of 8 bits that can be seen through is worked on in
 * 16: sharp multiplies colours by their alpha and divides them again in whole levels, cut off and not rounded
 * (0.35, pipeline.cc: `premultiply().cast(format)`), so each time they got darker by one level, and by ten where alpha is 20.
 */
export async function resampled(raster: Raster, build: (pipeline: Sharp) => Sharp): Promise<Raster> {
  const { profile, depth } = raster;
  const fine = depth === 8 && canBeSeenThrough(raster) ? toProfile(raster, profile, 16) : raster;
  return toProfile(await rasterOf(build(sharpOf(fine)), fine), profile, depth);
}

function canBeSeenThrough({ data, channels, depth }: Raster): boolean {
  if (channels === 3) return false;
  const opaque = depth === 8 ? 255 : 65535;
  for (let i = 3; i < data.length; i += 4) if (data[i] !== opaque) return true;
  return false;
}
