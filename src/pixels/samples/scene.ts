import { latticeValue } from './noise.ts';

/** Linear light, 0 black to 1 white; more is clipped. */
export type Light = [red: number, green: number, blue: number];

/** A picture as a function: light at a point. `x` 0–aspect from the left, `y` 0–1 from the top. */
export interface Scene {
  /** Upright size in pixels. */
  width: number;
  height: number;
  /** Standard deviation of the grain in encoded values (0–255), so that the picture compresses as a photo does. */
  grain: number;
  lightAt(x: number, y: number): Light;
}

/** Blend of two colours; `t` 0 is the first. */
export function blend(a: Light, b: Light, t: number): Light {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

/** Colour made darker or brighter. */
export function scaled(light: Light, factor: number): Light {
  return [light[0] * factor, light[1] * factor, light[2] * factor];
}

/** Two lights on the same spot. */
export function added(a: Light, b: Light, amount = 1): Light {
  return [a[0] + b[0] * amount, a[1] + b[1] * amount, a[2] + b[2] * amount];
}

const CURVE_STEPS = 4096;
/** sRGB transfer curve (IEC 61966-2-1), as 0–255; Display P3 uses the same one. */
const ENCODED = Float32Array.from({ length: CURVE_STEPS + 1 }, (_, index) => {
  const linear = index / CURVE_STEPS;
  return 255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055);
});

/** Interleaved 8-bit RGB of a scene, the same bytes each time. */
export function paint(scene: Scene): Uint8Array {
  const { width, height, grain } = scene;
  const pixels = new Uint8Array(width * height * 3);
  // Column by column: much of a landscape depends on the column only (see perColumn).
  for (let column = 0; column < width; column++) {
    for (let row = 0; row < height; row++) {
      const light = scene.lightAt((column + 0.5) / height, (row + 0.5) / height);
      // Sum of two uniform values: a triangle, near enough to sensor noise.
      const speck =
        (latticeValue(column, row, row >> 9) + latticeValue(row, column, 7 + (column >> 9)) - 1) * grain * 2.45;
      const at = (row * width + column) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const clipped = Math.min(1, Math.max(0, light[channel] ?? 0));
        const encoded = (ENCODED[Math.round(clipped * CURVE_STEPS)] ?? 0) + speck;
        pixels[at + channel] = Math.min(255, Math.max(0, Math.round(encoded)));
      }
    }
  }
  return pixels;
}
