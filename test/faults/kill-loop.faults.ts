import { describe, it } from 'vitest';
import { faultFolder, makeBatch } from './support/batch.ts';
import { faultSeed } from './support/fault-seed.ts';
import { killRounds } from './support/kill-rounds.ts';
import { DELIVERIES } from './support/killed-run.ts';

const seed = faultSeed();
const kills = Number(process.env['SAFELIGHT_FAULT_KILLS'] ?? 200);

describe.skipIf(process.platform === 'win32')(`${kills} kills at random moments (SAFELIGHT_FAULT_SEED=${seed})`, () => {
  for (const [name, delivery] of Object.entries(DELIVERIES)) {
    it(`of runs that deliver ${name} end with the files, names and bytes of a run left in peace`, async () => {
      const root = faultFolder();
      const batch = await makeBatch(root, 40);
      const share = Math.ceil(kills / Object.keys(DELIVERIES).length);
      console.log(await killRounds({ batch, root, delivery, seed, kills: share, killsPerRun: 12 }));
    }, 1_800_000);
  }
});
