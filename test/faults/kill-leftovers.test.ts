import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { runTempPrefix } from '../../src/main/engine/run-context.ts';
import { openWorld, runSpec, type World } from '../main/engine/world.ts';

/** A run that was killed while its third picture was published, opened again and paused. */
async function killedAndPaused(): Promise<World> {
  const world = await openWorld({ photos: ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'] });
  await world.app.close();
  const child = join(import.meta.dirname, '../main/engine/crash-child.ts');
  const killed = spawnSync(process.execPath, [child, world.dataDir, 'recorded', 'c', JSON.stringify(runSpec(world))], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(killed.signal, killed.stderr).toBe('SIGKILL');
  return await world.reopen({ resumeUnfinished: false });
}

/** What a pixel host writes that outlives its parent for a moment, after the sweep of the next start. */
async function lateTempFile(world: World): Promise<string> {
  const run = await world.app.runs.get(1);
  const name = `${runTempPrefix(run)}3-1-0.tmp`;
  writeFileSync(join(world.out, name), 'half a picture');
  return name;
}

describe('temp files that come after the sweep of a start', () => {
  it('are gone when the run has come to its end', async () => {
    const world = await killedAndPaused();
    const name = await lateTempFile(world);
    await world.app.runs.resume(1);
    expect(await world.app.runs.whenFinished(1)).toMatchObject({ status: 'completed', completedItems: 4 });
    expect(readdirSync(world.out)).not.toContain(name);
  });

  it('are gone when the run was to be cancelled as the program was killed', async () => {
    const world = await killedAndPaused();
    const name = await lateTempFile(world);
    await world.app.close();
    const db = new Sqlite(join(world.dataDir, 'safelight.db'));
    db.exec("UPDATE runs SET cancel_requested = 1, status = 'running'");
    db.close();
    const next = await world.reopen();
    expect(await next.app.runs.get(1)).toMatchObject({ status: 'cancelled' });
    expect(readdirSync(world.out)).not.toContain(name);
  });
});
