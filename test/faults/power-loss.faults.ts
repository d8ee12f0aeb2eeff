import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { faultFolder, makeBatch } from './support/batch.ts';
import { chanceOf, faultSeed } from './support/fault-seed.ts';
import { DELIVERIES, killedRun } from './support/killed-run.ts';
import { loopDisk, noLoopDisk } from './support/loop-disk.ts';

const seed = faultSeed();
const why = noLoopDisk();
const cuts = Number(process.env['SAFELIGHT_FAULT_CUTS'] ?? 24);

describe.skipIf(why !== null)(
  `${cuts} power losses at random moments (SAFELIGHT_FAULT_SEED=${seed})${why === null ? '' : `: left out, ${why}`}`,
  () => {
    for (const [name, delivery] of Object.entries(DELIVERIES)) {
      it(`of runs that deliver ${name} end with the files, names and bytes of a run left in peace`, async () => {
        const root = faultFolder();
        const batch = await makeBatch(root, 40);
        const calm = await killedRun({
          batch,
          folder: join(root, 'calm'),
          delivery,
          chance: chanceOf(seed),
          mostKills: 0,
        });
        expect(calm).toMatchObject({ wrong: [], starts: 1 });
        const share = Math.ceil(cuts / Object.keys(DELIVERIES).length);
        let done = 0;
        let starts = 0;
        for (let round = 1; done < share; round += 1) {
          const disk = loopDisk(join(root, `round-${round}`), 96);
          onTestFinished(() => disk.remove());
          const run = await killedRun({
            batch,
            folder: join(disk.path, 'run'),
            delivery,
            chance: chanceOf(seed + round),
            mostKills: share - done,
            disk,
          });
          const told = `seed ${seed}, round ${round}\n${run.story.join('\n')}`;
          expect(run.wrong, told).toEqual([]);
          expect(run.files, told).toEqual(calm.files);
          expect(run.books.counts, told).toEqual(calm.books.counts);
          done += run.kills.power;
          starts += run.starts;
        }
        console.log(`${done} power losses in ${starts} starts: nothing lost, doubled or partial (seed ${seed})`);
      });
    }
  },
);
