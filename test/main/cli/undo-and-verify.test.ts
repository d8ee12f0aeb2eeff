import { appendFileSync, existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDesk, aPhoto, type Desk } from './command-line.ts';

let desk: Desk;
let run: string;
beforeAll(async () => {
  desk = await aDesk();
  for (const name of ['a', 'b', 'c']) await aPhoto(desk.path('photos', `${name}.jpg`));
  const ended = await desk.safelight('run', 'web', 'photos', '--out', 'out', '--json');
  run = String(ended.events[0]!['id']);
});
afterAll(() => desk.tidy());

it('verifies a run, and makes its pictures again', async () => {
  const verified = await desk.safelight('verify', run, '--replay', '--json');
  expect(verified.code, verified.stderr).toBe(0);
  expect(verified.events.map((line) => line['event'])).toEqual([
    'verify.output',
    'verify.output',
    'verify.output',
    'verify.finished',
  ]);
  expect(verified.events[0]).toMatchObject({ name: 'a.jpg', state: 'ok', replay: 'same' });
  expect(verified.events.at(-1)).toMatchObject({ ok: true, states: { ok: 3 }, replays: { same: 3 } });
});

it('shows the receipt of a photo', async () => {
  const [, item] = (await desk.safelight('show', run, '--json')).events;
  const shown = await desk.safelight('show', run, String(item!['id']));
  expect(shown.stdout).toMatch(/Receipt\n {2}\S+: SHA-256 [0-9a-f]{64}\n {2}plan \S+, engine \S+\n/);
});

it('tells with its exit code that a file was changed, and names it', async () => {
  appendFileSync(desk.path('out', 'b.jpg'), 'x');
  const verified = await desk.safelight('verify', run);
  expect(verified.code).toBe(3);
  expect(verified.stderr).toContain('b.jpg: changed');
});

it('undoes a run, first only telling, and leaves the changed file', async () => {
  const dry = await desk.safelight('undo', run, '--dry-run');
  expect(dry.code, dry.stderr).toBe(0);
  expect(dry.stdout.trim().split('\n')).toHaveLength(2);
  expect(dry.stderr).toContain('Nothing was done');
  expect(readdirSync(desk.path('out'))).toHaveLength(3);

  const undone = await desk.safelight('undo', run, '--json');
  expect(undone.code, undone.stderr).toBe(0);
  expect(undone.events.at(-1)).toMatchObject({ event: 'undo.finished', removed: 2, restored: 0, kept: 1 });
  expect(undone.stderr).toContain('it was changed after the run made it');
  expect(readdirSync(desk.path('out'))).toEqual(['b.jpg']);
  expect((await desk.safelight('show', run)).stdout).toMatch(/undone \d{4}-/);
});

it('does not know a run that is not there', async () => {
  expect((await desk.safelight('undo', '99')).code).toBe(2);
  expect((await desk.safelight('verify', '99')).code).toBe(2);
  expect(existsSync(desk.path('photos', 'a.jpg'))).toBe(true);
});
