import { expect, it } from 'vitest';
import { undoDeaths } from './support/undo-deaths.ts';

/** Every moment there is; `undo-kill.test.ts` tries a few. */
for (const way of ['overwrite', 'zip'] as const) {
  it(`puts everything back after a run was killed at any moment (${way})`, async () => {
    expect(await undoDeaths('run', way, 1)).toBeGreaterThan(10);
  }, 900_000);

  it(`puts everything back although undo was killed at any moment (${way})`, async () => {
    expect(await undoDeaths('undo', way, 1)).toBeGreaterThan(3);
  }, 900_000);
}
