import type { Raster } from '../../raster.ts';
import type { Plane } from '../box-mean.ts';
import { ColourGuide } from './colour-guide.ts';
import { taps, type WorkingPlanes } from './working-planes.ts';

/** Windows in which a working alpha is a linear function of colour, px of the working size. */
const RADIUS = 2;
const EPSILON = 2e-5;
/** Below and above these an opacity is none and full: what matting leaves around a subject as a faint glow, and inside it as haze. */
const NONE = 0.06;
const FULL = 0.94;

/**
 * Alpha of the working planes brought to the picture's own size, 0–65535, with the edges that are in the picture: the function of colour
 * that gives alpha around each working pixel is laid on the full-size pixels (Fast Guided Filter, arXiv:1505.00996).
 */
export function fullSizeMask(raster: Raster, picture: WorkingPlanes, alpha: Plane): Uint16Array {
  const { data, width, height, channels, depth } = raster;
  const mask = new Uint16Array(width * height);
  const guide = new ColourGuide(picture.colour, picture, { radius: RADIUS, epsilon: EPSILON });
  const { slopes, offset } = guide.functionOf(alpha);
  const [red, green, blue] = slopes;
  const scale = 1 / (depth === 8 ? 255 : 65535);
  const across = taps(picture.width, width);
  const down = taps(picture.height, height);
  const sure = sureCells(alpha, picture);
  for (let y = 0, i = 0; y < height; y++) {
    const top = down.first[y]! * picture.width;
    const bottom = down.second[y]! * picture.width;
    const v = down.share[y]!;
    for (let x = 0; x < width; x++, i++) {
      const a = top + across.first[x]!;
      const cell = sure[a]!;
      if (cell !== OPEN) {
        mask[i] = cell === SUBJECT ? 65535 : 0;
        continue;
      }
      const b = top + across.second[x]!;
      const c = bottom + across.first[x]!;
      const d = bottom + across.second[x]!;
      const u = across.share[x]!;
      const w = u * v;
      const wa = 1 - u - v + w;
      const wb = u - w;
      const wc = v - w;
      const p = i * channels;
      const value =
        (red[a]! * wa + red[b]! * wb + red[c]! * wc + red[d]! * w) * data[p]! * scale +
        (green[a]! * wa + green[b]! * wb + green[c]! * wc + green[d]! * w) * data[p + 1]! * scale +
        (blue[a]! * wa + blue[b]! * wb + blue[c]! * wc + blue[d]! * w) * data[p + 2]! * scale +
        (offset[a]! * wa + offset[b]! * wb + offset[c]! * wc + offset[d]! * w);
      const clear = (value - NONE) / (FULL - NONE);
      mask[i] = clear <= 0 ? 0 : clear >= 1 ? 65535 : Math.round(clear * 65535);
    }
  }
  return mask;
}

const BACKGROUND = 0;
const SUBJECT = 1;
const OPEN = 2;

/** For each pixel with its neighbours to the right and below: are they all background, or all subject, so that colours need not be asked? */
function sureCells(alpha: Plane, { width, height }: WorkingPlanes): Uint8Array {
  const cells = new Uint8Array(alpha.length);
  for (let y = 0, i = 0; y < height; y++) {
    const below = y < height - 1 ? width : 0;
    for (let x = 0; x < width; x++, i++) {
      const right = x < width - 1 ? 1 : 0;
      const sum = alpha[i]! + alpha[i + right]! + alpha[i + below]! + alpha[i + below + right]!;
      cells[i] = sum === 0 ? BACKGROUND : sum === 4 ? SUBJECT : OPEN;
    }
  }
  return cells;
}
