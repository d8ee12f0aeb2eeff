import type { ShadowStep } from '../../../workflow/plan/retouch-steps.ts';
import type { Raster } from '../../raster.ts';
import { withAlpha } from '../canvas.ts';
import { colourIn } from '../hex-colour.ts';
import { extentOf } from './find-subject.ts';
import { contactShade, dropShade, reflection, type Shade } from './shades.ts';

/**
 * A picture with transparency and its shadow or reflection below it. Lengths are per cent of the picture's long edge. With `grow` the
 * canvas becomes as much larger as the shadow needs, else the shadow is cut off. A picture without a subject is handed back
 * with `found` false.
 */
export function castShadow(raster: Raster, step: ShadowStep): { raster: Raster; found: boolean } {
  const picture = withAlpha(raster);
  const { width, height, depth } = picture;
  const scale = depth === 8 ? 257 : 1;
  const mask = new Uint16Array(width * height);
  for (let i = 0; i < mask.length; i++) mask[i] = picture.data[i * 4 + 3]! * scale;
  const { bounds } = extentOf(mask, width, height);
  const whole = bounds.width === width && bounds.height === height && mask.every((value) => value === 65535);
  if (bounds.width === 0 || whole) return { raster, found: false };
  const unit = Math.max(width, height) / 100;
  const { shadow } = step;
  const shade =
    shadow.by === 'drop'
      ? dropShade(mask, picture, shadow, unit)
      : shadow.by === 'contact'
        ? contactShade(mask, picture, bounds, shadow, unit)
        : reflection(picture, bounds, shadow, unit);
  const canvas = step.grow ? grown(picture, shade) : { left: 0, top: 0, width, height };
  return { raster: composed(picture, shade, canvas, step), found: true };
}

/** The canvas in the picture's pixels; the shade may reach out of the picture. */
interface Canvas {
  left: number;
  top: number;
  width: number;
  height: number;
}

function grown({ width, height }: Raster, shade: Shade): Canvas {
  const left = Math.min(0, shade.left);
  const top = Math.min(0, shade.top);
  return {
    left,
    top,
    width: Math.max(width, shade.left + shade.width) - left,
    height: Math.max(height, shade.top + shade.height) - top,
  };
}

/** Porter–Duff “over” with straight alpha: the picture over the shade over nothing. */
function composed(picture: Raster, shade: Shade, canvas: Canvas, step: ShadowStep): Raster {
  const top = picture.depth === 8 ? 255 : 65535;
  const length = canvas.width * canvas.height * 4;
  const data = picture.depth === 8 ? new Uint8Array(length) : new Uint16Array(length);
  const plain = colourIn(step.color, picture.profile).map((value) => value * top);
  const strength = step.opacity / 100 / 65535;
  for (let y = 0, to = 0; y < canvas.height; y++) {
    const py = y + canvas.top;
    const sy = py - shade.top;
    for (let x = 0; x < canvas.width; x++, to += 4) {
      const px = x + canvas.left;
      const sx = px - shade.left;
      const inside = px >= 0 && px < picture.width && py >= 0 && py < picture.height;
      const from = (py * picture.width + px) * 4;
      const over = inside ? picture.data[from + 3]! / top : 0;
      const shaded = sx >= 0 && sx < shade.width && sy >= 0 && sy < shade.height;
      const s = sy * shade.width + sx;
      const under = shaded ? shade.mask[s]! * strength * (1 - over) : 0;
      const alpha = over + under;
      if (alpha === 0) continue;
      for (let channel = 0; channel < 3; channel++) {
        const above = inside ? picture.data[from + channel]! : 0;
        const below = shade.colour === null ? plain[channel]! : shaded ? shade.colour(s, channel) : 0;
        data[to + channel] = Math.round((above * over + below * under) / alpha);
      }
      data[to + 3] = Math.round(alpha * top);
    }
  }
  return { ...picture, data, width: canvas.width, height: canvas.height };
}
