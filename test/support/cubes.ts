import { type CubeLut, parseCube } from '../../src/pixels/luts/cube.ts';
import { TEST_LOOK } from '../reference/grading.ts';

type Rgb = readonly [number, number, number];

/** The text of a 3D .cube file that holds a formula. */
export function cubeText(
  size: number,
  look: (rgb: [number, number, number]) => Rgb,
  lines: readonly string[] = [],
): string {
  const at = (i: number): number => i / (size - 1);
  const rows: string[] = [];
  for (let b = 0; b < size; b++) {
    for (let g = 0; g < size; g++) {
      for (let r = 0; r < size; r++)
        rows.push(
          look([at(r), at(g), at(b)])
            .map((value) => value.toFixed(7))
            .join(' '),
        );
    }
  }
  return ['TITLE "made by a test"', `LUT_3D_SIZE ${size}`, ...lines, ...rows, ''].join('\n');
}

/** The table that law tests name. */
export const TEST_LUT = 'look.cube';
export const TEST_LUTS: ReadonlyMap<string, CubeLut> = new Map([
  [TEST_LUT, parseCube(cubeText(5, TEST_LOOK), { name: TEST_LUT, key: 'test' })],
]);
