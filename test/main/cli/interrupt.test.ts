import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDesk, aPhoto, type Desk } from './command-line.ts';

const PHOTOS = 30;
let desk: Desk;
beforeAll(async () => {
  desk = await aDesk();
  for (let n = 1; n <= PHOTOS; n++) await aPhoto(desk.path('photos', `${n}.jpg`), { width: 900, height: 600 });
});
afterAll(() => desk.tidy());

it('stops at the first Ctrl-C with exit code 130, and resume does the rest', async () => {
  let pressed = false;
  const args = ['run', 'web', 'photos', '--out', 'out', '--workers', '1', '--json'];
  const stopped = await desk.spawned(args, (event, child) => {
    if (pressed || event['event'] !== 'item.completed') return;
    pressed = true;
    child.kill('SIGINT');
  });
  expect(stopped.code, stopped.stderr).toBe(130);
  const last = stopped.events.at(-1)!;
  expect(last).toMatchObject({ event: 'run.interrupted', status: 'paused' });
  expect(last['completedItems']).toBeLessThan(PHOTOS);
  expect(stopped.stderr).toContain(`safelight resume ${last['id']}`);
  const names = readdirSync(desk.path('out'));
  expect(names).toHaveLength(last['completedItems'] as number);
  expect(names.every((name) => name.endsWith('.jpg'))).toBe(true);

  const resumed = await desk.safelight('resume', String(last['id']), '--json');
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(resumed.events.at(-1)).toMatchObject({ event: 'run.finished', status: 'completed', completedItems: PHOTOS });
  expect(readdirSync(desk.path('out'))).toHaveLength(PHOTOS);
});
