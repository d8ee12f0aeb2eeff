import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrokenPhoto, aDesk, aPhoto, type Desk } from './command-line.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await aDesk();
  await aPhoto(desk.path('good', 'one.jpg'));
  await aPhoto(desk.path('good', 'two.jpg'));
  await aPhoto(desk.path('mixed', 'fine.jpg'));
  await aBrokenPhoto(desk.path('mixed', 'broken.jpg'));
  await aBrokenPhoto(desk.path('bad', 'broken.jpg'));
});
afterAll(() => desk.tidy());

describe('safelight run', () => {
  it('delivers every photo, tells it in JSON lines and nothing else on stdout, and exits with 0', async () => {
    const ended = await desk.spawned(['run', 'web', 'good', '--out', 'out-web', '--json']);
    expect(ended.stderr).toContain('2 photos done');
    expect(ended.code).toBe(0);
    expect(ended.stdout.split('\n')).toHaveLength(ended.events.length);
    expect(ended.events.map((event) => event['event'])).toEqual([
      'run.created',
      'item.completed',
      'item.completed',
      'run.finished',
    ]);
    const [created] = ended.events;
    expect(ended.events[1]).toMatchObject({
      runId: created!['id'],
      itemId: expect.any(Number),
      outputs: [{ format: 'jpeg' }],
    });
    expect(ended.events.at(-1)).toMatchObject({
      id: created!['id'],
      status: 'completed',
      totalItems: 2,
      completedItems: 2,
      failedItems: 0,
      skippedItems: 0,
      outputs: 2,
    });
    expect(readdirSync(desk.path('out-web')).sort()).toEqual(['one.jpg', 'two.jpg']);
  });

  it('names a photo that failed, with its reason, and exits with 3', async () => {
    const ended = await desk.safelight('run', 'web', 'mixed', '--out', 'out-mixed', '--json');
    expect(ended.code).toBe(3);
    const failed = ended.events.find((event) => event['event'] === 'item.failed');
    expect(failed).toMatchObject({
      runId: expect.any(Number),
      itemId: expect.any(Number),
      name: 'broken.jpg',
      error: { code: expect.stringMatching(/^image_|^not_an_image/), message: expect.stringContaining('broken.jpg') },
    });
    expect(ended.events.at(-1)).toMatchObject({ status: 'partial', completedItems: 1, failedItems: 1 });
    expect(ended.stderr).toMatch(/1 photo could not be read:\n {2}“broken\.jpg” /);
    expect(readdirSync(desk.path('out-mixed'))).toEqual(['fine.jpg']);
  });

  it('exits with 4 when the run failed', async () => {
    const ended = await desk.safelight('run', 'web', 'bad', '--out', 'out-bad');
    expect(ended.code).toBe(4);
    expect(ended.stdout).toBe('');
  });

  it('runs a workflow from a JSON file into one zip', async () => {
    const nodes = [
      { id: 'in', type: 'imageInput' },
      { id: 'small', type: 'resize', params: { longEdge: 32 }, inputs: { image: 'in' } },
      { id: 'out', type: 'export', params: { format: 'png' }, inputs: { image: 'small' } },
    ];
    await writeFile(desk.path('tiny.json'), JSON.stringify({ name: 'Tiny', nodes }));
    const ended = await desk.safelight('run', 'tiny.json', 'good', '--out', 'out-zip', '--zip', '--json');
    expect(ended.code, ended.stderr).toBe(0);
    const archive = ended.events.at(-1)!['archivePath'] as string;
    const paths = ended.events
      .filter((event) => event['event'] === 'item.completed')
      .flatMap((event) => (event['outputs'] as { path: string }[]).map(({ path }) => path));
    expect(paths.sort(), 'names in the zip, not places in the staging folder').toEqual(['one.png', 'two.png']);
    expect(readdirSync(desk.path('out-zip')).map((name) => desk.path('out-zip', name))).toEqual([archive]);
  });

  it('finds a logo that a workflow file names beside that file, else in the working folder', async () => {
    await aPhoto(desk.path('recipes', 'beside.png'), { width: 20, height: 10 });
    await aPhoto(desk.path('here.png'), { width: 20, height: 10 });
    const document = {
      name: 'Two logos',
      nodes: [
        { id: 'input', type: 'imageInput' },
        { id: 'beside', type: 'watermark', params: { image: 'beside.png' }, inputs: { image: 'input' } },
        { id: 'here', type: 'watermark', params: { image: 'here.png' }, inputs: { image: 'beside' } },
        { id: 'export', type: 'export', inputs: { image: 'here' } },
      ],
    };
    await writeFile(desk.path('recipes', 'logos.json'), JSON.stringify(document));
    const ended = await desk.safelight('run', 'recipes/logos.json', 'good/one.jpg', '--out', 'out-logos', '--json');
    expect(ended.stderr).toContain('1 photo done');
    expect(ended.code).toBe(0);
  });

  it('guesses what a mistyped option was meant to be, and asks for the output folder where none is named', async () => {
    const mistyped = await desk.safelight('run', 'web', 'good', '--outt', 'out-typo');
    expect(mistyped.code).toBe(2);
    expect(mistyped.stderr).toContain("unknown option '--outt'");
    expect(mistyped.stderr).toContain('Did you mean --out?');
    const missing = await desk.safelight('run', 'web', 'good');
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('--out <dir>');
  });

  it('lists everything that is wrong with a workflow file, each with its place', async () => {
    const nodes = [
      { id: 'input', type: 'imageInput' },
      { id: 'small', type: 'rezise', inputs: { image: 'input' } },
      { id: 'export', type: 'export', params: { quality: 101 }, inputs: { image: 'nothing' } },
    ];
    await writeFile(desk.path('wrong.json'), JSON.stringify({ name: 'Wrong', nodes }));
    const wrong = await desk.safelight('run', 'wrong.json', 'good', '--out', 'out-wrong');
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/^ {2}nodes\.small\.type: .*Did you mean “resize”/m);
    expect(wrong.stderr).toMatch(/^ {2}nodes\.export\.params\.quality: .*101/m);
    expect(wrong.stderr).toMatch(/^ {2}nodes\.export\.inputs\.image: .*“nothing”/m);

    await writeFile(desk.path('list.json'), '[]');
    const list = await desk.safelight('run', 'list.json', 'good', '--out', 'out-wrong');
    expect(list.stderr.split('\n')).toEqual([expect.stringContaining('no workflow')]);

    const unreadable = await desk.safelight('run', './good', 'good', '--out', 'out-wrong');
    expect(unreadable.stderr).toContain('cannot be read');
    expect(unreadable.code).toBe(2);
    expect(existsSync(desk.path('out-wrong'))).toBe(false);
  });

  it('takes an empty path, as a script with an unset variable gives it, for a mistake and not for the working folder', async () => {
    for (const args of [
      ['', '--out', 'out-empty'],
      ['good', '--out', ''],
      ['--input', 'input=', '--out', 'out-empty'],
    ]) {
      const ended = await desk.safelight('run', 'web', ...args);
      expect(ended.code).toBe(2);
      expect(ended.stderr).toMatch(/empty|--input/);
    }
    expect(existsSync(desk.path('out-empty'))).toBe(false);
    expect(existsSync(desk.path('one.jpg'))).toBe(false);
  });

  it('plans a dry run and writes nothing', async () => {
    const people = await desk.safelight('run', 'multi', 'mixed', '--out', 'nowhere', '--dry-run');
    expect(people.code, people.stderr).toBe(0);
    expect(people.stdout).toContain('fine.jpg → fine-web.jpg');
    expect(people.stdout).toContain('Nothing was written');
    const script = await desk.safelight('run', 'web', 'good', '--out', 'nowhere', '--dry-run', '--json');
    expect(script.events).toMatchObject([{ event: 'plan', pictures: 2, files: 2 }]);
    expect(script.events).toHaveLength(1);
    expect(existsSync(desk.path('nowhere'))).toBe(false);
    expect((await desk.safelight('runs', '--json')).stdout).not.toContain('nowhere');
  });

  it.each([
    ['an unknown workflow', ['run', 'wbe', 'good', '--out', 'o'], 'Did you mean “web”?'],
    ['a path that is not there', ['run', 'web', 'godo', '--out', 'o'], 'godo'],
    ['no output folder', ['run', 'web', 'good'], '--out'],
    ['no photos', ['run', 'web', '--out', 'o'], 'No photos'],
    ['an unknown command', ['rnu'], 'Did you mean run?'],
    ['an unknown option', ['run', 'web', 'good', '--out', 'o', '--recursiv'], '--recursive'],
    ['an unknown collision rule', ['run', 'web', 'good', '--out', 'o', '--collision', 'ask'], 'suffix'],
    ['an unknown input node', ['run', 'web', 'good', '--out', 'o', '--input', 'logo=a.png'], '“logo”'],
    ['a broken name template', ['run', 'web', 'good', '--out', 'o', '--name', '{nmae}'], 'nmae'],
    ['a run that is not there', ['show', '4711'], '4711'],
    ['a node type that is not there', ['nodes', 'resise'], 'Did you mean “resize”?'],
  ])('answers %s with exit code 2 and a sentence', async (_what, args, sentence) => {
    const ended = await desk.safelight(...args);
    expect(ended.stderr).toContain(sentence);
    expect(ended.code).toBe(2);
    expect(ended.stdout).toBe('');
  });
});
