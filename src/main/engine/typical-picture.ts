import type { ImageFacts } from '../../contract/run.ts';

/** A picture to plan with when none is asked for, or none could be read. */
export const TYPICAL_PICTURE: ImageFacts = {
  format: 'jpeg',
  width: 6000,
  height: 4000,
  orientation: 1,
  depth: 8,
  channels: 3,
  hasAlpha: false,
  pages: 1,
  space: 'srgb',
  profile: null,
  bytes: 10_000_000,
  exif: {},
};
