import { basename } from 'node:path';
import { decode } from '../decoders/decode.ts';
import { probe } from '../decoders/probe.ts';
import { toProfile } from '../kernels/convert-to.ts';
import { layOn } from '../kernels/cutout/lay-on.ts';
import { applyGeometry } from '../kernels/geometry.ts';
import type { Raster } from '../raster.ts';
import { readSource } from './read-source.ts';

/**
 * A picture file to lay something on: upright, scaled and cut in the middle to cover `like`, in its profile and depth; its own
 * transparency on white. Throws what reading and decoding throw, naming the file.
 */
export async function backgroundFile(path: string, like: Raster, maxPixels: number): Promise<Raster> {
  const name = basename(path);
  const { bytes } = await readSource({ path, name });
  const facts = await probe(bytes, name);
  const { raster } = await decode(bytes, facts, { name, orient: true, tolerant: false, maxPixels });
  const { width, height } = like;
  const covering = await applyGeometry(raster, [
    { kind: 'resize', target: { by: 'box', width, height, fit: 'cover' }, kernel: 'lanczos3', enlarge: true },
  ]);
  const opaque = covering.channels === 4 ? layOn(covering, '#ffffff') : covering;
  return toProfile(opaque, like.profile, like.depth);
}
