import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CurvePoint, curvePath, movePoint, withPoint } from '../../src/renderer/components/form/curve-points.ts';

const straight: CurvePoint[] = [
  [0, 0],
  [255, 255],
];

it('a point is added where it belongs, and one near another moves that one', () => {
  const added = withPoint(straight, [128, 160], 255);
  expect(added).toEqual({
    points: [
      [0, 0],
      [128, 160],
      [255, 255],
    ],
    index: 1,
  });
  expect(withPoint(added.points, [130, 90], 255)).toEqual({
    points: [
      [0, 0],
      [130, 90],
      [255, 255],
    ],
    index: 1,
  });
});

it('a point cannot pass its neighbours or leave the range, however it is dragged', () => {
  const place = fc.tuple(fc.integer({ min: -500, max: 800 }), fc.integer({ min: -500, max: 800 }));
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 12 }), place, (added, drag) => {
      let points = straight;
      for (const one of added) points = withPoint(points, one, 255).points;
      for (let index = 0; index < points.length; index++) {
        const moved = movePoint(points, index, drag, 255);
        for (const [i, [x, y]] of moved.entries()) {
          expect(x).toBeGreaterThanOrEqual(i === 0 ? 0 : moved[i - 1]![0]);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(Math.max(x, y)).toBeLessThanOrEqual(255);
        }
      }
    }),
  );
});

it('a straight curve is drawn as the diagonal', () => {
  expect(curvePath(straight, 255, 200)).toBe('M0 200.00L0.00 200.00C66.67 133.33 133.33 66.67 200.00 0.00L200 0.00');
});
