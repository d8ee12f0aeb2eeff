/** CIE L*a*b*. */
export type Lab = readonly [l: number, a: number, b: number];

const DEGREE = Math.PI / 180;
const cos = (degrees: number): number => Math.cos(degrees * DEGREE);
const sin = (degrees: number): number => Math.sin(degrees * DEGREE);

/** Hue angle in degrees, 0–360; 0 for greys. */
function hue(a: number, b: number): number {
  if (a === 0 && b === 0) return 0;
  const angle = Math.atan2(b, a) / DEGREE;
  return angle < 0 ? angle + 360 : angle;
}

/**
 * Colour difference ΔE00 with unit weights, as Sharma, Wu and Dalal write it (The CIEDE2000 Color-Difference Formula,
 * Color Research and Application 30, 2005, equations 2–22). About 1 is just visible side by side.
 */
export function deltaE2000([l1, a1, b1]: Lab, [l2, a2, b2]: Lab): number {
  const meanC = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const meanC7 = meanC ** 7;
  const g = 0.5 * (1 - Math.sqrt(meanC7 / (meanC7 + 25 ** 7)));
  const ap1 = (1 + g) * a1;
  const ap2 = (1 + g) * a2;
  const c1 = Math.hypot(ap1, b1);
  const c2 = Math.hypot(ap2, b2);
  const h1 = hue(ap1, b1);
  const h2 = hue(ap2, b2);

  const dl = l2 - l1;
  const dc = c2 - c1;
  const grey = c1 * c2 === 0;
  let dh = 0;
  if (!grey) {
    dh = h2 - h1;
    if (dh > 180) dh -= 360;
    else if (dh < -180) dh += 360;
  }
  const dH = 2 * Math.sqrt(c1 * c2) * sin(dh / 2);

  const l = (l1 + l2) / 2;
  const c = (c1 + c2) / 2;
  let h = h1 + h2;
  if (!grey) {
    if (Math.abs(h1 - h2) <= 180) h /= 2;
    else h = h < 360 ? (h + 360) / 2 : (h - 360) / 2;
  }
  const t = 1 - 0.17 * cos(h - 30) + 0.24 * cos(2 * h) + 0.32 * cos(3 * h + 6) - 0.2 * cos(4 * h - 63);
  const sl = 1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2);
  const sc = 1 + 0.045 * c;
  const sh = 1 + 0.015 * c * t;
  const c7 = c ** 7;
  const rt = -2 * Math.sqrt(c7 / (c7 + 25 ** 7)) * sin(60 * Math.exp(-(((h - 275) / 25) ** 2)));
  return Math.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dH / sh) ** 2 + rt * (dc / sc) * (dH / sh));
}
