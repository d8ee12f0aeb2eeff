import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Doors, openDoors } from '../../../src/main/api/doors.ts';
import { type App, createApp } from '../../../src/main/app.ts';
import { aBrokenPhoto, aDesk, aPhoto, type Desk, type Ended } from './command-line.ts';

/** Commands while another Safelight (`serve`, the app) has the data folder: they say and do what they would alone. */

let desk: Desk;
let held: { app: App; doors: Doors } | null = null;

async function hold(): Promise<void> {
  const app = await createApp({ dataDir: desk.path('data'), workers: 1 });
  const doors = await openDoors(app, { port: 0, log() {}, onError() {} });
  held = { app, doors };
}
async function letGo(): Promise<void> {
  await held?.doors.close();
  await held?.app.close();
  held = null;
}

beforeAll(async () => {
  desk = await aDesk();
  await aPhoto(desk.path('photos', 'one.jpg'));
  await aPhoto(desk.path('photos', 'two.jpg'));
  await aBrokenPhoto(desk.path('photos', 'three.jpg'));
});
afterAll(async () => {
  await letGo();
  await desk.tidy();
});

/** What differs between any two runs. */
function withoutTimes(ended: Ended): unknown {
  const text = JSON.stringify({ code: ended.code, stdout: ended.stdout, stderr: ended.stderr });
  return text
    .replaceAll(/\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}\.\d+Z)?/g, 'TIME')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, 'UUID')
    .replaceAll(/\\?"milliseconds\\?":[\d.]+/g, 'MS')
    .replaceAll(/\d+ s\b|less than a second/g, 'DURATION');
}

describe('while another Safelight has the data folder', () => {
  it('looking gives the same as alone, to the last byte', async () => {
    const ran = await desk.safelight(
      'run',
      'web',
      desk.path('photos'),
      '--out',
      desk.path('out'),
      '--workers',
      '1',
      '--json',
    );
    expect(ran.code).toBe(3);
    const looking = [
      ['runs', '--json'],
      ['show', '1'],
      ['show', '1', '--json'],
      ['show', '1', '1', '--json'],
      ['show', '1', '--status', 'failed'],
      ['show', '99'],
      ['show', '1', '1', 'nothing'],
      ['workflows', '--json'],
      ['settings', '--json'],
      ['settings', 'worker'],
      ['cache', '--json'],
      ['verify', '1', '--json'],
      ['run', 'web', desk.path('photos'), '--out', desk.path('out'), '--dry-run'],
      ['run', 'web', desk.path('photos'), '--out', desk.path('out'), '--dry-run', '--json'],
      ['run', 'wbe', desk.path('photos'), '--out', desk.path('out')],
      ['run', 'web', desk.path('nowhere'), '--out', desk.path('out')],
      ['undo', '1', '--dry-run', '--json'],
      ['resume', '1'],
    ];
    const alone: Ended[] = [];
    for (const command of looking) alone.push(await desk.safelight(...command));
    await hold();
    for (const [index, command] of looking.entries()) {
      const now = await desk.safelight(...command);
      expect(withoutTimes(now), command.join(' ')).toEqual(withoutTimes(alone[index]!));
    }
  }, 120_000);

  it('a run is followed with the same lines, and ends with the same exit code', async () => {
    const there = await desk.safelight('run', 'web', desk.path('photos'), '--out', desk.path('there'), '--json');
    await letGo();
    const here = await desk.safelight(
      'run',
      'web',
      desk.path('photos'),
      '--out',
      desk.path('here'),
      '--json',
      '--workers',
      '1',
    );
    const shape = (ended: Ended): unknown =>
      ended.events.map(({ event, name, error, ...rest }) => ({ event, name, error, fields: Object.keys(rest).sort() }));
    const sorted = (ended: Ended): unknown =>
      (shape(ended) as { event: string; name: string }[])
        .map((line) => ({ ...line, name: line.event.startsWith('item') ? line.name : '' }))
        .sort((a, b) => `${a.event} ${a.name}`.localeCompare(`${b.event} ${b.name}`));
    expect(there.code).toBe(here.code);
    expect(sorted(there)).toEqual(sorted(here));
    expect(readdirSync(desk.path('there')).sort()).toEqual(readdirSync(desk.path('here')).sort());
    await hold();
  });

  it('files are written where the command was called from', async () => {
    const shown = await desk.safelight('show', '1', '1', 'input', '--out', 'look.png', '--json');
    expect(shown).toMatchObject({ code: 0, events: [{ event: 'picture', path: desk.path('look.png') }] });
    expect(existsSync(desk.path('look.png'))).toBe(true);
    expect((await desk.safelight('show', '1', '1', 'input', '--out', 'look.png')).code).toBe(4);
  });

  it('what is changed is changed for both', async () => {
    expect(await desk.safelight('settings', 'allowedHosts', 'nas.local,127.0.0.1:9000')).toMatchObject({ code: 0 });
    expect((await held!.app.settings.get('allowedHosts')).value).toEqual(['nas.local', '127.0.0.1:9000']);
    expect(await desk.safelight('settings', 'server.port', '99999')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('from 0 to 65535'),
    });
    expect(await desk.safelight('cache', 'limit', '3')).toMatchObject({ code: 0 });
    expect((await held!.app.cache.usage()).limitBytes).toBe(3e9);
    expect(await desk.safelight('undo', '1', '--json')).toMatchObject({ code: 0 });
    expect((await held!.app.runs.get(1)).undoneAt).not.toBeNull();
    expect(await desk.safelight('cancel', '1')).toMatchObject({ code: 2 });
    expect(await desk.safelight('retry', '1', '--json')).toMatchObject({ code: 3 });
  });

  it('a key made on the command line opens the server at once, and nothing after it is revoked', async () => {
    const made = await desk.safelight('keys', 'create', '--name', 'shop', '--capability', 'workflow:read', '--json');
    expect(made.events).toMatchObject([{ event: 'key.created', capabilities: ['workflow:read'], rateLimit: 1000 }]);
    const { key, id } = made.events[0] as { key: string; id: number };
    expect(key).toMatch(/^sl_[0-9a-f]{64}$/);
    const ask = (): Promise<number> =>
      fetch(`${held!.doors.server!.url}/workflows`, { headers: { 'x-api-key': key } }).then(({ status }) => status);
    expect(await ask()).toBe(200);
    const listed = await desk.safelight('keys', 'list', '--json');
    expect(listed.stdout).not.toContain(key);
    expect(listed.events).toMatchObject([{ id, prefix: key.slice(0, 9), revokedAt: null }]);
    expect(await desk.safelight('keys', 'revoke', String(id))).toMatchObject({ code: 0 });
    expect(await ask()).toBe(401);
    expect(await desk.safelight('keys', 'revoke', String(id))).toMatchObject({ code: 2 });
  });

  it('a key that cannot be made is a usage error that names what is wrong', async () => {
    const create = (...more: string[]): Promise<Ended> => desk.safelight('keys', 'create', '--name', 'n', ...more);
    expect(await create('--capability', 'workflow:delete')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('workflow:<slug>:run'),
    });
    expect(await create('--capability', 'admin', '--folder', 'photos')).toMatchObject({ code: 2 });
    expect(await create('--capability', 'workflow:run', '--rate-limit', '-1')).toMatchObject({ code: 2 });
    expect(await create()).toMatchObject({ code: 2 });
  });

  it('hot folders are added, listed and removed', async () => {
    const added = await desk.safelight('hot-folders', 'add', 'photos', '--workflow', 'web', '--out', 'done', '--json');
    expect(added).toMatchObject({
      code: 0,
      events: [{ event: 'hotFolder.added', folder: desk.path('photos'), output: { folder: desk.path('done') } }],
    });
    expect((await desk.safelight('hot-folders', 'list', '--json')).events).toMatchObject([{ workflow: 'web' }]);
    expect(await desk.safelight('hot-folders', 'add', 'nowhere', '--workflow', 'web')).toMatchObject({ code: 2 });
    const { id } = added.events[0] as { id: number };
    expect(await desk.safelight('hot-folders', 'remove', String(id))).toMatchObject({ code: 0 });
    expect(await desk.safelight('hot-folders', 'remove', String(id))).toMatchObject({ code: 2 });
    expect(await held!.app.hotFolders.list()).toEqual([]);
  });

  it('when the other one does not answer, the folder is in use', async () => {
    await held!.doors.close();
    const refused = await desk.safelight('runs');
    expect(refused).toMatchObject({ code: 5, stderr: expect.stringContaining('is using the data folder') });
  });
});
