import { describe, expect, it } from 'vitest';
import { faultFolder } from './support/batch.ts';
import { faultSeed } from './support/fault-seed.ts';
import { hotFolderRounds } from './support/hot-folder-rounds.ts';

const seed = faultSeed();
const files = Number(process.env['SAFELIGHT_FAULT_FILES'] ?? 5000);

describe.skipIf(process.platform === 'win32')(`a hot folder in a storm (SAFELIGHT_FAULT_SEED=${seed})`, () => {
  it(`does each of ${files} files exactly once, with kills in between`, async () => {
    const { told, wrong } = await hotFolderRounds({ root: faultFolder(), seed, files, kills: 8 });
    console.log(told);
    expect(wrong).toEqual([]);
  }, 1_800_000);
});
