import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrokenPhoto, aDesk, aPhoto, type Desk } from './command-line.ts';

let desk: Desk;
let runId: string;
beforeAll(async () => {
  desk = await aDesk();
  await aPhoto(desk.path('photos', 'fine.jpg'));
  await aBrokenPhoto(desk.path('photos', 'broken.jpg'));
  const ended = await desk.safelight('run', 'web', 'photos', '--out', 'out', '--json');
  runId = String(ended.events[0]!['id']);
});
afterAll(() => desk.tidy());

describe('looking at what there is', () => {
  it('lists workflows aligned for people and as lines for scripts', async () => {
    const people = await desk.safelight('workflows');
    const [heading, first] = people.stdout.split('\n');
    expect(heading!.indexOf('NAME')).toBe(first!.indexOf('Web'));
    const script = await desk.safelight('workflows', '--json');
    expect(script.events.map((line) => line['slug'])).toEqual(expect.arrayContaining(['web', 'print', 'multi']));
  });

  it('tells the params of a node type', async () => {
    const { stdout, code } = await desk.safelight('nodes', 'resize');
    expect(code).toBe(0);
    expect(stdout).toMatch(/longEdge +number/);
  });

  it('lists runs, shows one with its photos, and one photo with its steps', async () => {
    expect((await desk.safelight('runs')).stdout).toMatch(/partial +web +1\/2 +1/);
    const run = await desk.safelight('show', runId);
    expect(run.stdout).toContain('Status:   partial');
    expect(run.stdout).toMatch(/failed +broken\.jpg/);
    const [, item] = (await desk.safelight('show', runId, '--status', 'completed', '--json')).events;
    const photo = await desk.safelight('show', runId, String(item!['id']));
    expect(photo.stdout).toContain('96 × 64 px');
    expect(photo.stdout).toMatch(/export +completed/);
  });

  it('tries the failed photos again, and cannot cancel what is over', async () => {
    await rm(desk.path('photos', 'broken.jpg'));
    await aPhoto(desk.path('photos', 'broken.jpg'));
    const retried = await desk.safelight('retry', runId, '--json');
    expect(retried.code, retried.stderr).toBe(0);
    expect(retried.events.at(-1)).toMatchObject({ status: 'completed', completedItems: 2, failedItems: 0 });
    expect((await desk.safelight('cancel', runId)).code).toBe(2);
  });

  it('prints its version and its help', async () => {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')) as {
      version: string;
    };
    expect((await desk.safelight('--version')).stdout).toBe(version);
    const help = await desk.safelight('run', '--help');
    expect(help.code).toBe(0);
    expect(help.stdout).toContain('--dry-run');
  });
});

it('serves until Ctrl-C, and answers other commands meanwhile', async () => {
  let second: Promise<{ code: number | null; stderr: string }> | undefined;
  const served = await desk.spawned(['serve', '--port', '0', '--json'], (event, child) => {
    expect(event).toMatchObject({ event: 'listening', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
    expect(event['uiUrl']).toMatch(/\?token=/);
    second = desk.safelight('runs').finally(() => child.kill('SIGINT'));
  });
  expect(await second).toMatchObject({ code: 0 });
  expect(served.code).toBe(0);
});
