import { expect, it } from 'vitest';
import { cameraOf, exposureOf } from '../../../src/renderer/components/photo/exif-lines.ts';
import { formatOf } from '../../../src/renderer/words/format.ts';

const { number } = formatOf('en');

it('a maker is not said twice', () => {
  expect(cameraOf({ make: 'Canon', model: 'Canon EOS 6D' })).toBe('Canon EOS 6D');
  expect(cameraOf({ make: 'NIKON CORPORATION', model: 'NIKON D90' })).toBe('NIKON D90');
  expect(cameraOf({ make: 'Leica', model: 'T (Typ 701)' })).toBe('Leica T (Typ 701)');
  expect(cameraOf({})).toBeUndefined();
});

it('exposure is written as photographers say it, of what is known', () => {
  expect(exposureOf({ exposureTime: 0.003125, fNumber: 5.6, iso: 100, focalLength: 35 }, number)).toBe(
    '1/320 s · ƒ/5.6 · ISO 100 · 35 mm',
  );
  expect(exposureOf({ exposureTime: 2.5 }, number)).toBe('2.5 s');
  expect(exposureOf({ iso: 0 }, number)).toBeUndefined();
});
