import { expect, it } from 'vitest';
import convertProfile from '../../../src/workflow/nodes/convert-profile.ts';
import { PROFILE_NAMES } from '../../../src/workflow/plan/steps.ts';
import { compiled, problemsWith } from './compiled.ts';

it('convertProfile is one colour operation, to sRGB unless told otherwise', () => {
  expect(compiled(convertProfile)).toEqual([{ kind: 'colour', ops: [{ op: 'convertProfile', profile: 'srgb' }] }]);
  expect(compiled(convertProfile, { profile: 'adobe-rgb' })).toMatchObject([{ ops: [{ profile: 'adobe-rgb' }] }]);
});

it('convertProfile knows the built-in profiles', () => {
  expect(problemsWith(convertProfile, 'profile', [...PROFILE_NAMES])).toEqual([]);
  expect(problemsWith(convertProfile, 'profile', ['source', 'sRGB', 'cmyk'])).toHaveLength(3);
});
