import { describe, expect, it } from 'vitest';
import { faultFolder } from './support/batch.ts';
import { faultSeed } from './support/fault-seed.ts';
import { hotFolderRounds } from './support/hot-folder-rounds.ts';

const seed = faultSeed();

// `npm run test:faults` brings 5,000, see hot-folder.faults.ts.
describe.skipIf(process.platform === 'win32')(`a hot folder killed twice (SAFELIGHT_FAULT_SEED=${seed})`, () => {
  it('does each of 60 files exactly once, however it comes', async () => {
    const { told, wrong } = await hotFolderRounds({ root: faultFolder(), seed, files: 60, kills: 2 });
    expect(wrong).toEqual([]);
    expect(told).toContain('2 kills');
  }, 180_000);
});
