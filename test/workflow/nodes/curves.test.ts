import { expect, it } from 'vitest';
import curves from '../../../src/workflow/nodes/curves.ts';
import { compiled, problems } from './compiled.ts';

const straight = [
  [0, 0],
  [255, 255],
];

it('curves is one colour operation with four curves', () => {
  const red = [
    [0, 0],
    [128, 140],
    [255, 255],
  ];
  expect(compiled(curves, { red })).toEqual([
    { kind: 'colour', ops: [{ op: 'curves', master: straight, red, green: straight, blue: straight }] },
  ]);
});

it('curves that are straight are nothing to do', () => {
  const through = [
    [0, 0],
    [99, 99],
    [255, 255],
  ];
  expect(compiled(curves)).toEqual([]);
  expect(compiled(curves, { master: through })).toEqual([]);
  expect(compiled(curves, { master: [straight[0]!, [200, 200]] })).toHaveLength(1);
});

it('curves wants 2 to 16 points from left to right', () => {
  expect(problems(curves, { master: [[0, 0]] })).toHaveLength(1);
  expect(problems(curves, { master: Array.from({ length: 17 }, (_, i) => [i, i]) })).toHaveLength(1);
  expect(
    problems(curves, {
      master: [
        [0, 0],
        [0, 9],
        [255, 255],
      ],
    }),
  ).toEqual(['master: The points must go from left to right, each further than the one before.']);
  expect(
    problems(curves, {
      green: [
        [0, 0],
        [255, 300],
      ],
    }),
  ).toHaveLength(1);
});
