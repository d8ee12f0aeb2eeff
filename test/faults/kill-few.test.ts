import { describe, expect, it } from 'vitest';
import { faultFolder, makeBatch } from './support/batch.ts';
import { faultSeed } from './support/fault-seed.ts';
import { killRounds } from './support/kill-rounds.ts';

const seed = faultSeed();

// `npm run test:faults` deals out 200, see kill-loop.faults.ts.
describe.skipIf(process.platform === 'win32')(`killed 4 times at random (SAFELIGHT_FAULT_SEED=${seed})`, () => {
  it('runs end with the files, names and bytes of one that was left in peace', async () => {
    const root = faultFolder();
    const batch = await makeBatch(root, 24);
    const delivery = ['--collision', 'suffix'];
    const told = await killRounds({ batch, root, delivery, seed, kills: 4, killsPerRun: 4 });
    expect(told).toContain('4 kills');
    console.log(told);
  }, 180_000);
});
