import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDesk, aPhoto, type Desk } from './command-line.ts';

const workflow = {
  name: 'Small',
  slug: 'small',
  nodes: [
    { id: 'in', type: 'imageInput' },
    { id: 'resize', type: 'resize', params: { longEdge: 64 }, inputs: { image: 'in' } },
    { id: 'look', type: 'analyze', inputs: { image: 'resize' } },
    {
      id: 'web',
      type: 'export',
      params: { quality: 90, maxKilobytes: 1, format: 'png' },
      inputs: { image: 'look' },
      retries: 2,
      fallback: { type: 'export', params: { quality: 60 } },
    },
  ],
};

let desk: Desk;
beforeAll(async () => {
  desk = await aDesk();
  await aPhoto(desk.path('photos', 'one.jpg'));
  await aPhoto(desk.path('photos', 'two.jpg'));
  // No flat picture: as PNG it needs more than the kilobyte that is allowed.
  const noise = Buffer.from(Array.from({ length: 96 * 64 * 3 }, (_, n) => (n * 7919 * (n % 251)) % 256));
  await sharp(noise, { raw: { width: 96, height: 64, channels: 3 } })
    .jpeg()
    .toFile(desk.path('photos', 'two.jpg'));
  await writeFile(desk.path('small.json'), JSON.stringify(workflow));
});
afterAll(() => desk.tidy());

describe('control from the command line', () => {
  it('delivers through the fallback, and tells so in “show”', async () => {
    const ended = await desk.safelight('run', 'small.json', 'photos', '--out', 'out', '--intermediates', 'all');
    expect(ended.code, ended.stderr).toBe(0);
    expect(readdirSync(desk.path('out')).sort()).toContain('two.jpg');
    const shown = await desk.safelight('show', '1', '2');
    expect(shown.stdout).toMatch(/web +completed.*tried 2 times, replaced by export\./);
  });

  it('prints what a step found out, and writes its picture to a new file', async () => {
    const value = await desk.safelight('show', '1', '1', 'look');
    expect(JSON.parse(value.stdout)).toMatchObject({ format: 'jpeg', brightness: expect.any(Number) });
    expect((await desk.safelight('show', '1', '1', 'resize', '--out', 'step.png')).code).toBe(0);
    expect(await sharp(readFileSync(desk.path('step.png'))).metadata()).toMatchObject({ width: 64, format: 'png' });
    const again = await desk.safelight('show', '1', '1', 'resize', '--out', 'step.png');
    expect(again.code).not.toBe(0);
    expect(again.stderr).toContain('exists already');
    const unknown = await desk.safelight('show', '1', '1', 'resise');
    expect(unknown.stderr).toContain('Did you mean “resize”?');
  });

  it('does one photo again with a value of its own', async () => {
    const ended = await desk.safelight('retry', '1', '1', '--set', 'resize.longEdge=32', '--json');
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.events.filter(({ event }) => event === 'item.completed')).toMatchObject([{ itemId: 1 }]);
    const shown = await desk.safelight('show', '1', '1');
    expect(shown.stdout).toContain('resize: {"longEdge":32}');
    expect(shown.stdout).toContain('32 × 21');
    const wrong = await desk.safelight('retry', '1', '1', '--set', 'resize.longEdge=wide');
    expect(wrong.stderr).toContain('Long edge must be a number');
    expect((await desk.safelight('retry', '1', '--from', 'resize')).stderr).toContain('for one photo');
    expect((await desk.safelight('retry', '1', '1')).stderr).toContain('it is completed');
  });

  it('lists, shows and changes settings', async () => {
    const all = await desk.safelight('settings');
    expect(all.stdout).toMatch(/workers +\d+/);
    const set = await desk.safelight('settings', 'memoryBudget', '2.5GB');
    expect(set).toMatchObject({ code: 0, stdout: '2.5 GB' });
    expect((await desk.safelight('settings', 'memoryBudget')).stdout).toBe('2.5 GB');
    expect((await desk.safelight('settings', 'workers', '4GB')).stderr).toContain('“4GB” is no value for workers');
    expect((await desk.safelight('settings', 'memoryBudget', 'default', '--json')).events).toMatchObject([
      { key: 'memoryBudget', isSet: false },
    ]);
  });

  it('refuses a photo above the limit that was set, with the command that raises it', async () => {
    await desk.safelight('settings', 'maxMegapixels', '1');
    await aPhoto(desk.path('large', 'large.jpg'), { width: 1200, height: 1000 });
    const refused = await desk.safelight('run', 'small.json', 'large', '--out', 'out-large');
    expect(refused.stderr).toContain('“large.jpg” has 1.2 megapixels (1200×1000); 1 are allowed.');
    expect(refused.stderr).toContain('safelight settings maxMegapixels 2');
    await desk.safelight('settings', 'maxMegapixels', '2');
    expect((await desk.safelight('run', 'small.json', 'large', '--out', 'out-large')).code).toBe(0);
    expect(existsSync(desk.path('out-large'))).toBe(true);
  });

  it('speaks of sub-folders only where they were not read', async () => {
    await writeFile(desk.path('note.txt'), 'no picture');
    const { mkdirSync } = await import('node:fs');
    mkdirSync(desk.path('empty'));
    const folder = await desk.safelight('run', 'web', 'empty', '--out', 'out-empty');
    expect(folder.stderr).toContain('--recursive');
    const deep = await desk.safelight('run', 'web', 'empty', '--recursive', '--out', 'out-empty');
    expect(deep.stderr).toContain('No pictures found in “');
    expect(deep.stderr).not.toContain('--recursive');
    const file = await desk.safelight('run', 'web', 'note.txt', '--out', 'out-empty');
    expect(file.stderr).not.toContain('--recursive');
  });
});
