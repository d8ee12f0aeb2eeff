import { readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { faultFolder, makeBatch } from './support/batch.ts';
import { safelight, startSafelight } from './support/safelight-process.ts';

it('a damaged database after a kill: the command line says what was done, lists the runs of the backup and works on', async () => {
  const root = faultFolder();
  const dataDir = join(root, 'data');
  const { workflow, paths } = await makeBatch(root, 8);
  const run = ['--data', dataDir, 'run', workflow, ...paths, '--out', join(root, 'out'), '--json'];
  // Its end makes a backup.
  expect((await safelight(run)).events.at(-1)).toMatchObject({ event: 'run.finished', completedItems: 8 });
  expect(readdirSync(join(dataDir, 'backups'))).toHaveLength(1);
  const killed = startSafelight(run);
  await killed.event('run.created');
  killed.kill();
  await killed.ended;
  const database = join(dataDir, 'safelight.db');
  truncateSync(database, Math.floor(statSync(database).size / 2));

  const listed = await safelight(['--data', dataDir, 'runs', '--json']);
  expect(listed.stderr).toContain('The database was damaged and was set aside as safelight.db.damaged-');
  expect(listed.stderr).toContain('Your photos and results are not touched.');
  expect(listed.code).toBe(0);
  expect(listed.events).toHaveLength(1);
  expect(listed.events[0]).toMatchObject({ id: 1, status: expect.stringMatching(/partial|completed|paused/) });

  const again = await safelight(run);
  expect(again.stderr).not.toContain('damaged and was set aside');
  expect(again.events.at(-1)).toMatchObject({ event: 'run.finished', completedItems: 8 });
}, 90_000);
