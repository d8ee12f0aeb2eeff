import { builtInProfile } from '../../../src/pixels/colour/profiles.ts';
import type { Raster } from '../../../src/pixels/raster.ts';
import type { EncodeStep, ProfileName } from '../../../src/workflow/plan/steps.ts';
import { gradient } from '../decoders/pictures.ts';

/** An encode step with usual values. */
export function step(changes: Partial<EncodeStep> = {}): EncodeStep {
  return {
    kind: 'encode',
    format: 'jpeg',
    quality: 85,
    chroma: '4:2:0',
    effort: 25,
    lossless: false,
    depth: 'source',
    maxKilobytes: null,
    profile: 'source',
    metadata: 'all',
    dpi: null,
    background: '#ffffff',
    ...changes,
  };
}

/** A smooth colourful raster; 16-bit ones use all bits. */
export function raster(
  changes: {
    width?: number;
    height?: number;
    channels?: 3 | 4;
    depth?: 8 | 16;
    profile?: ProfileName;
    orientation?: number;
  } = {},
): Raster {
  const { width = 64, height = 48, channels = 3, depth = 8, profile = 'srgb', orientation = 1 } = changes;
  const eight = gradient(width, height, channels);
  const data = depth === 8 ? eight : Uint16Array.from(eight, (v, i) => Math.min(65535, v * 257 + (i % 97)));
  return { data, width, height, channels, depth, profile: builtInProfile(profile), orientation };
}

export const NO_SOURCE = { bytes: null, format: 'png' };
