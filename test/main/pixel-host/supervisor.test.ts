import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { HashTask, RenderTask } from '../../../src/contract/pixel-tasks.ts';
import type { PixelPort } from '../../../src/main/engine/ports.ts';
import { createPixelHost, type PixelHostOptions } from '../../../src/main/pixel-host/supervisor.ts';

const entry = fileURLToPath(new URL('./fake-host.ts', import.meta.url));
const does = (path: string): HashTask => ({ kind: 'hash', path });

let port: PixelPort | null = null;
const readyPids: number[] = [];

/** A port on the fake host; `pids` collects every host process that got ready. */
function host(options: Partial<PixelHostOptions> & { mode?: string } = {}): PixelPort {
  readyPids.length = 0;
  if (options.mode === undefined) delete process.env['FAKE_HOST_MODE'];
  else process.env['FAKE_HOST_MODE'] = options.mode;
  port = createPixelHost({
    entry,
    nodeBinary: process.execPath,
    settings: { workers: 2, memoryBudget: 1e9, maxPixels: 1e8 },
    defaultDeadlineMs: 20_000,
    log(_level, message) {
      const pid = /^Pixel host (\d+) is ready/.exec(message)?.[1];
      if (pid !== undefined) readyPids.push(Number(pid));
    },
    ...options,
  });
  return port;
}

afterEach(async () => {
  await port?.close();
  port = null;
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the pixel host', () => {
  it('is spawned with the first task and kept for the next', async () => {
    const pixels = host();
    expect(readyPids).toEqual([]);
    const first = await pixels.run(does('answer'));
    const second = await pixels.run(does('answer'));
    expect(readyPids).toEqual([first.bytes]);
    expect(second.bytes).toBe(first.bytes);
  });

  it('passes on a task’s own error with the node states', async () => {
    await expect(host().run(does('fail'))).rejects.toMatchObject({
      code: 'image_corrupt',
      nodeId: 'in',
      nodeStates: [{ nodeId: 'in', status: 'failed' }],
    });
  });

  it('survives a crash in company: both tasks are finished, alone', async () => {
    const pixels = host();
    const held = pixels.run(does('hold'));
    const crashing = pixels.run(does('crash in company'));
    await expect(Promise.all([held, crashing])).resolves.toHaveLength(2);
    expect(readyPids).toHaveLength(2);
  });

  it('fails only the task that brings it down twice', async () => {
    const pixels = host();
    const held = pixels.run(does('hold'));
    const crashing = pixels.run(does('crash'));
    const later = pixels.run(does('answer'));
    await expect(crashing).rejects.toMatchObject({
      code: 'worker_crashed',
      message: expect.stringContaining('crashed on “crash”'),
    });
    await expect(Promise.all([held, later])).resolves.toHaveLength(2);
  });

  it('goes on after a folder full of files that crash it', async () => {
    const pixels = host();
    const tasks = [...Array(6).fill('crash'), 'answer'].map((what) => pixels.run(does(what)));
    const outcomes = await Promise.allSettled(tasks);
    expect(outcomes.map(({ status }) => status)).toEqual([...Array(6).fill('rejected'), 'fulfilled']);
  });

  it('is killed over a task that outlives its deadline, which fails when that happens again', async () => {
    const pixels = host();
    const hanging = pixels.run(does('hang'), { deadlineMs: 100 });
    const held = pixels.run(does('hold'));
    await expect(hanging).rejects.toMatchObject({
      code: 'deadline_exceeded',
      message: expect.stringContaining('“hang” took longer than 1 second'),
    });
    const release = pixels.run(does('release'));
    await expect(Promise.all([held, release])).resolves.toHaveLength(2);
    expect(new Set(readyPids).size).toBe(3);
  });

  it('is killed when it starts nothing of what it was given', async () => {
    const pixels = host({ limits: { stallMs: 100 } });
    await expect(pixels.run(does('sleep'))).rejects.toMatchObject({ code: 'deadline_exceeded' });
    await expect(pixels.run(does('answer'))).resolves.toBeDefined();
  });

  it('is replaced when it asks for it, after what runs is done', async () => {
    const pixels = host();
    const recycling = pixels.run(does('recycle'));
    const release = pixels.run(does('release'));
    const before = await Promise.all([recycling, release]);
    const after = await pixels.run(does('answer'));
    expect(before.map(({ bytes }) => bytes)).toEqual([readyPids[0], readyPids[0]]);
    expect(after.bytes).toBe(readyPids[1]);
  });

  it('is given up when it never gets ready', async () => {
    const pixels = host({ mode: 'mute', limits: { readyMs: 50 } });
    await expect(pixels.run(does('answer'))).rejects.toMatchObject({ code: 'internal' });
  });

  it('is given up when it dies at once, again and again, and tried again later', async () => {
    const pixels = host({ mode: 'stillborn' });
    const error = { code: 'internal', message: expect.stringContaining('exit code 7') };
    await Promise.all([
      expect(pixels.run(does('answer'))).rejects.toMatchObject(error),
      expect(pixels.run(does('answer'))).rejects.toMatchObject(error),
    ]);
    delete process.env['FAKE_HOST_MODE'];
    await expect(pixels.run(does('answer'))).resolves.toBeDefined();
  });

  it('is given up when there is no such Node', async () => {
    const pixels = host({ nodeBinary: join(tmpdir(), 'no-node-here') });
    await expect(pixels.run(does('answer'))).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('ENOENT'),
    });
  });

  it('dies with close, and nothing is left waiting', async () => {
    const pixels = host();
    const hanging = expect(pixels.run(does('hang'))).rejects.toMatchObject({ code: 'cancelled' });
    const { bytes: pid } = await pixels.run(does('answer'));
    const waiting = ['hold', 'hold', 'hold', 'hold'].map((what) =>
      expect(pixels.run(does(what))).rejects.toMatchObject({ code: 'cancelled' }),
    );
    await pixels.close();
    await Promise.all([hanging, ...waiting]);
    expect(isAlive(pid)).toBe(false);
    await expect(pixels.run(does('answer'))).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('an aborted task', () => {
  it('that has not been sent is dropped, and the others go on', async () => {
    const pixels = host();
    const holding = ['hold', 'hold'].map((what) => pixels.run(does(what)));
    const abort = new AbortController();
    // Workers and the one ahead are taken, so these two wait in main.
    const ahead = pixels.run(does('hold'));
    const waiting = pixels.run(does('hold'), { signal: abort.signal });
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    port = null;
    const rest = Promise.allSettled([...holding, ahead]);
    await pixels.close();
    await rest;
  });

  it('is refused when its signal is aborted already', async () => {
    await expect(host().run(does('answer'), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(readyPids).toEqual([]);
  });

  it('that runs is given up at once; the host goes on when it lets go of it', async () => {
    const pixels = host();
    const abort = new AbortController();
    const held = pixels.run(does('hold'), { signal: abort.signal });
    await pixels.run(does('answer'));
    abort.abort();
    await expect(held).rejects.toMatchObject({ code: 'cancelled' });
    await pixels.run(does('answer'));
    expect(readyPids).toHaveLength(1);
  });

  it('that runs on costs the host its life, and nobody else anything', async () => {
    const pixels = host({ limits: { graceMs: 50 } });
    const abort = new AbortController();
    const hanging = pixels.run(does('hang'), { signal: abort.signal });
    const held = pixels.run(does('recycle'));
    abort.abort();
    await expect(hanging).rejects.toMatchObject({ code: 'cancelled' });
    const release = pixels.run(does('release'));
    await expect(Promise.all([held, release])).resolves.toHaveLength(2);
  });

  it('leaves no temp files when the host was killed over it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'safelight-supervisor-'));
    const workflow = { format: 1, name: 'w', nodes: [] as RenderTask['workflow']['nodes'] };
    for (const id of ['a', 'b']) workflow.nodes.push({ id, type: 'export', params: {}, inputs: {} });
    const task: RenderTask = {
      kind: 'render',
      workflow,
      sources: {},
      tokens: { name: 'hang', seq: 1, relativeFolder: '', workflow: 'w', runDate: '2026-01-01T00:00:00Z' },
      target: { kind: 'deliver' },
      temp: { folder, prefix: '.w-1-' },
      tolerant: false,
    };
    const ours = join(folder, '.w-1-0.tmp');
    const foreign = join(folder, '.w-10-0.tmp');
    await Promise.all([writeFile(ours, 'half'), writeFile(foreign, 'another item’s')]);
    const pixels = host({ limits: { graceMs: 50 } });
    const abort = new AbortController();
    const hanging = pixels.run(task, { signal: abort.signal });
    await pixels.run(does('answer'));
    abort.abort();
    await expect(hanging).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(() => existsSync(ours)).toBe(false);
    expect(existsSync(foreign)).toBe(true);
    await rm(folder, { recursive: true });
  });
});

describe('when main itself dies', () => {
  it('the host goes too', async () => {
    const parent = fileURLToPath(new URL('./fake-parent.ts', import.meta.url));
    const main = spawn(process.execPath, [parent, entry], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((resolve) => main.stdout.once('data', (data) => resolve(Number(data))));
    expect(isAlive(pid)).toBe(true);
    main.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });
});
