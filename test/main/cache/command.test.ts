import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDesk, aPhoto, type Desk } from '../cli/command-line.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await aDesk();
  await aPhoto(desk.path('photos', 'one.jpg'));
  await aPhoto(desk.path('photos', 'two.jpg'));
});
afterAll(() => desk.tidy());

const usage = async () => (await desk.safelight('cache', '--json')).events[0] as Record<string, number | string>;

describe('safelight cache', () => {
  it('says where it is, what it holds and how much it may hold; clear empties it', async () => {
    expect((await desk.safelight('run', 'web', 'photos', '--out', 'out')).code).toBe(0);
    const filled = await usage();
    expect(filled).toMatchObject({ event: 'cache', limitBytes: 10e9, folder: expect.stringMatching(/cache$/) });
    expect(filled['entries']).toBeGreaterThanOrEqual(1);
    expect(filled['bytes']).toBeGreaterThan(1000);

    const said = await desk.safelight('cache');
    expect(said.stdout.trim()).toBe(filled['folder']);
    expect(said.stderr).toContain('10 GB at most');

    const cleared = await desk.safelight('cache', 'clear');
    expect(cleared.stderr).toMatch(/^Removed \d+ entr(y|ies), /m);
    expect(await usage()).toMatchObject({ entries: 0, bytes: 0 });
    expect(existsSync(desk.path('out', 'one.jpg'))).toBe(true);
  });

  it('takes a limit in gigabytes and refuses what is none', async () => {
    expect((await desk.safelight('cache', 'limit', '2.5')).stderr).toContain('2.5 GB at most');
    expect((await desk.safelight('cache', 'limit', '0')).stderr).toContain('nothing is kept');
    expect((await desk.safelight('cache', 'limit', 'much')).code).toBe(2);
    await desk.safelight('cache', 'limit', '10');
  });
});
