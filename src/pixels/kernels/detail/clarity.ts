import type { ClarityStep } from '../../../workflow/plan/detail-steps.ts';
import type { Raster } from '../../raster.ts';
import { LocalBase } from './local-base.ts';
import { gainRow, lightnessRow, pictureLight } from './picture-light.ts';

/** Two scales: radius of the surroundings as a part of the long edge, and the contrast of lightness (0–1) that is an edge. */
const FORMS = { radius: 1 / 50, epsilon: 0.12 ** 2, fineness: 4 };
const TEXTURE = { radius: 1 / 400, epsilon: 0.06 ** 2, fineness: 2 };
/** What 100 adds of the difference. */
const MOST_CLARITY = 0.9;
const MOST_TEXTURE = 1.2;
/** Differences from here on are added less and less, so that strong edges do not glow. */
const SOFT_LIMIT = 0.2;
/** Differences below this are noise and are left out of texture. */
const NOISE = 0.006;
/** Keeps gains finite in black. */
const FLOOR = 0.01;

/**
 * Local contrast on lightness P (√luminance), at two scales. B is the edge-preserving base of each scale (local-base.ts):
 *
 *   P′ = P + w·(0.9·clarity/100·d/(1 + |d|/0.2) + 1.2·texture/100·e·e²/(e² + 0.006²)),  d = P − B(2 % of the long edge),
 *   e = P − B(0.25 %), w = 1 − (2P − 1)⁴
 *
 * and light is multiplied by ((P′ + 0.01)/(P + 0.01))², so that colours keep hue and saturation. Below 0 the difference is
 * taken away: a soft glow, or smooth surfaces. With `owned` the raster's pixels are overwritten instead of copied.
 */
export function clarity(raster: Raster, step: ClarityStep, options: { owned?: boolean } = {}): Raster {
  const { width, height } = raster;
  const light = pictureLight(raster);
  const long = Math.max(width, height);
  const base = ({ radius, ...scale }: typeof FORMS): LocalBase =>
    new LocalBase(light, raster, { ...scale, radius: Math.max(1, radius * long) });
  const forms = step.clarity === 0 ? null : base(FORMS);
  const texture = step.texture === 0 ? null : base(TEXTURE);
  const formShare = (step.clarity / 100) * MOST_CLARITY;
  const textureShare = (step.texture / 100) * MOST_TEXTURE;
  const target = options.owned ? raster.data : raster.data.slice();
  const own = new Float32Array(width);
  const around = new Float32Array(width);
  const gains = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    lightnessRow(light, raster, y, own);
    gains.fill(0);
    if (forms !== null) {
      forms.row(y, own, around);
      for (let x = 0; x < width; x++) {
        const d = own[x]! - around[x]!;
        gains[x] = (formShare * d) / (1 + Math.abs(d) / SOFT_LIMIT);
      }
    }
    if (texture !== null) {
      texture.row(y, own, around);
      for (let x = 0; x < width; x++) {
        const e = own[x]! - around[x]!;
        gains[x] = gains[x]! + (textureShare * e * e * e) / (e * e + NOISE * NOISE);
      }
    }
    for (let x = 0; x < width; x++) {
      const p = own[x]!;
      const side = 2 * p - 1;
      const inside = p >= 1 ? 0 : 1 - side * side * side * side;
      const ratio = (Math.max(0, p + gains[x]! * inside) + FLOOR) / (p + FLOOR);
      gains[x] = ratio * ratio;
    }
    gainRow(light, raster, y, gains, target);
  }
  return { ...raster, data: target };
}
