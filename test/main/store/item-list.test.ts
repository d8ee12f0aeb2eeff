import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ITEM_STATUSES, type ItemStatus } from '../../../src/contract/run.ts';
import { createItemList } from '../../../src/main/store/item-list.ts';
import { createItemSearch } from '../../../src/main/store/item-search.ts';
import { openDatabase } from '../../../src/main/store/open-database.ts';
import { openStore } from '../../../src/main/store/store.ts';
import { clock, emptyFolder, newItem, runIn } from './folder.ts';

/** Two runs whose items lie between one another, and the database they are in. */
async function twoRuns(statuses: ItemStatus[]) {
  const folder = emptyFolder();
  const store = await openStore(folder, clock);
  const runs = [await runIn(store), await runIn(store)];
  for (const [n, status] of statuses.entries()) {
    for (const run of runs) await store.items.add(run.id, [newItem(`IMG_${n % 7}-${n}.jpg`, n + 1, { status })], n + 1);
  }
  await store.close();
  const db = await openDatabase(join(folder, 'safelight.db'), clock.now());
  onTestFinished(() => db.destroy());
  return { db, runId: runs[1]!.id };
}

const someStatuses = fc.array(fc.constantFrom(...ITEM_STATUSES), { minLength: 1, maxLength: 40 });

describe('a page of items', () => {
  it('of one status is the same whichever way it is found', async () => {
    await fc.assert(
      fc.asyncProperty(someStatuses, fc.constantFrom(...ITEM_STATUSES), async (statuses, status) => {
        const { db, runId } = await twoRuns(statuses);
        const wanted = statuses.flatMap((one, n) => (one === status ? [n + 1] : []));
        for (const list of [createItemList(db), createItemList(db, { far: 0, few: 100 })]) {
          for (let page = 1; page <= Math.ceil(statuses.length / 3) + 1; page += 1) {
            const { items, total } = await list(runId, { page, pageSize: 3, status });
            expect(total).toBe(wanted.length);
            expect(items.map((item) => item.seq)).toEqual(wanted.slice((page - 1) * 3, page * 3));
          }
        }
      }),
      { numRuns: 12 },
    );
  });

  it('of a search is the same in one step and in many', async () => {
    const statuses = Array.from({ length: 60 }, (_, n) => ITEM_STATUSES[n % 5]!);
    const { db, runId } = await twoRuns(statuses);
    const wide = createItemSearch(db);
    const narrow = createItemSearch(db, { names: 7, rows: 5 });
    for (const search of ['img', 'IMG_3', '_3-', '3', '.j', 'none of that']) {
      for (const status of [undefined, 'failed'] as const) {
        for (const offset of [0, 1, 5, 30]) {
          const expected = await wide(runId, search, status, offset, 4);
          expect(await narrow(runId, search, status, offset, 4)).toEqual(expected);
        }
      }
    }
    expect(await wide(runId, 'img_3', undefined, 0, 100)).toMatchObject({ total: 9 });
    expect((await wide(runId, '3', 'completed', 0, 100)).total).toBeGreaterThan(0);
  });
});
