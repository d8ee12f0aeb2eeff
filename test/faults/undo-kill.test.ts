import { expect, it } from 'vitest';
import { undoDeaths } from './support/undo-deaths.ts';

/** A few moments; `npm run test:faults` tries all of them. */
it('puts everything back after a run that overwrites was killed', async () => {
  expect(await undoDeaths('run', 'overwrite', 5)).toBeGreaterThan(2);
}, 120_000);

it('puts everything back although undo was killed', async () => {
  expect(await undoDeaths('undo', 'overwrite', 6)).toBeGreaterThan(1);
}, 120_000);
