import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  edgeFor,
  FIT,
  fitScale,
  panned,
  place,
  scaleOf,
  wheelFactor,
  zoomedTo,
} from '../../../src/renderer/features/item/viewer/zoom.ts';

const area = { width: 1000, height: 700 };
const picture = { width: 6000, height: 4000 };
const full = { zoom: 1, x: 0.5, y: 0.5 };

describe('a picture in the viewer', () => {
  it('fits with some room around it, centred', () => {
    const frame = place(FIT, area, picture, 1);
    expect(frame.width).toBeCloseTo(976);
    expect(frame.left).toBeCloseTo(12);
    expect(frame.top).toBeCloseTo((700 - frame.height) / 2);
  });

  it('at 100 % has one device pixel for each of its own, also on dense screens', () => {
    expect(place(full, area, picture, 1).width).toBe(6000);
    expect(place(full, area, picture, 2).width).toBe(3000);
  });

  it('is not blown up beyond twice its size to fit', () => {
    expect(fitScale(area, { width: 100, height: 100 }, 1)).toBe(2);
  });

  it('shows no gap at its edges while it is larger than the area', () => {
    const share = fc.double({ min: -1, max: 2, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.double({ min: 0.3, max: 8, noNaN: true }), (x, y, zoom) => {
        const frame = place({ zoom, x, y }, area, picture, 1);
        expect(frame.left).toBeLessThanOrEqual(0);
        expect(frame.left + frame.width).toBeGreaterThanOrEqual(area.width - 1e-6);
        expect(frame.top + frame.height).toBeGreaterThanOrEqual(area.height - 1e-6);
      }),
    );
  });
});

describe('moving and zooming', () => {
  it('dragging moves the picture with the pointer, and stops at its edge', () => {
    const before = place(full, area, picture, 1);
    const after = place(panned(full, 120, -40, area, picture, 1), area, picture, 1);
    expect(after.left - before.left).toBeCloseTo(120);
    expect(after.top - before.top).toBeCloseTo(-40);
    expect(place(panned(full, 1e6, 0, area, picture, 1), area, picture, 1).left).toBe(0);
  });

  it('zooming keeps what is under the pointer where it is', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.4, max: 3, noNaN: true }),
        fc.double({ min: 0.4, max: 8, noNaN: true }),
        fc.integer({ min: 300, max: 700 }),
        fc.integer({ min: 200, max: 500 }),
        (from, zoom, x, y) => {
          const view = { zoom: from, x: 0.5, y: 0.5 };
          const before = place(view, area, picture, 1);
          const after = place(zoomedTo(view, zoom, { x, y }, area, picture, 1), area, picture, 1);
          const share = (frame: typeof before) => (x - frame.left) / frame.width;
          // Where the picture would come off its edge, the edge counts.
          if (after.left < -1e-6 && after.left + after.width > area.width + 1e-6)
            expect(share(after)).toBeCloseTo(share(before), 6);
        },
      ),
    );
  });

  it('zooming out ends with the whole picture', () => {
    expect(zoomedTo(full, 0.01, { x: 0, y: 0 }, area, picture, 1).zoom).toBe('fit');
    expect(zoomedTo(full, 100, { x: 0, y: 0 }, area, picture, 1).zoom).toBe(8);
    expect(scaleOf(FIT, area, picture, 1)).toBeCloseTo(976 / 6000);
  });

  it('the wheel zooms in upwards, and a whole notch not too far', () => {
    expect(wheelFactor(-100, 0)).toBeGreaterThan(1.1);
    expect(wheelFactor(100, 0) * wheelFactor(-100, 0)).toBeCloseTo(1);
    expect(wheelFactor(-5000, 0)).toBeLessThan(1.5);
    expect(wheelFactor(3, 1)).toBeCloseTo(wheelFactor(48, 0));
  });
});

it('a picture is asked for in the size it is drawn at, and in full when that is more', () => {
  expect(edgeFor(976, 6000)).toBe(1024);
  expect(edgeFor(1100, 6000)).toBe(1536);
  expect(edgeFor(6000, 6000)).toBeUndefined();
  expect(edgeFor(900, 800)).toBeUndefined();
});
