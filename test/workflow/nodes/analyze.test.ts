import { expect, it } from 'vitest';
import analyze from '../../../src/workflow/nodes/analyze.ts';
import { resultFields } from '../../../src/workflow/nodes/registry.ts';
import { compiled, problems } from './compiled.ts';

it('analyze measures and hands the picture on', () => {
  expect(compiled(analyze)).toEqual([{ kind: 'analyze' }]);
  expect(analyze.outputs).toMatchObject({ image: { type: 'image' } });
});

it('analyze takes no params', () => {
  expect(problems(analyze, { palette: 5 })).toHaveLength(1);
});

it('analyze gives size, colours, measures and EXIF basics', () => {
  expect(Object.keys(resultFields(analyze))).toEqual([
    'width',
    'height',
    'format',
    'dominantColor',
    'palette',
    'sharpness',
    'brightness',
    'hasAlpha',
    'camera',
    'lens',
    'iso',
    'fNumber',
    'exposureTime',
    'focalLength',
    'takenAt',
  ]);
});
