import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { fileOf, photo } from '../support/pictures.ts';
import { type AppRun, appRun } from './support/app-run.ts';
import { faultFolder } from './support/batch.ts';
import { endlessSvg } from './support/poison.ts';
import { signal } from './support/safelight-process.ts';

const GOOD = 8;

/** A folder with good pictures and the given others, and what the good ones become when they are alone. */
async function batchWith(others: Record<string, string>): Promise<{ root: string; photos: string; calm: AppRun }> {
  const root = faultFolder();
  const good = join(root, 'good');
  mkdirSync(good, { recursive: true });
  for (let n = 1; n <= GOOD; n += 1) {
    writeFileSync(join(good, `good-${n}.jpg`), await fileOf(photo({ seed: n }), { format: 'jpeg' }));
  }
  const photos = join(root, 'photos');
  cpSync(good, photos, { recursive: true });
  for (const [name, bytes] of Object.entries(others)) writeFileSync(join(photos, name), bytes);
  return { root, photos, calm: await appRun({ folder: join(root, 'calm'), photos: good, workflow: 'web' }) };
}

describe.skipIf(process.platform === 'win32')('a picture that takes the pixel host down', () => {
  it('by hanging fails alone with deadline_exceeded, also when there are two', async () => {
    const { root, photos, calm } = await batchWith({
      'good-3-hangs.svg': endlessSvg('one'),
      'good-5-hangs.svg': endlessSvg('two'),
    });
    const { run, failed, files, hosts } = await appRun({
      folder: join(root, 'poisoned'),
      photos,
      workflow: 'web',
      deadlineMs: 6000,
    });
    expect(failed).toEqual({ 'good-3-hangs.svg': 'deadline_exceeded', 'good-5-hangs.svg': 'deadline_exceeded' });
    expect(run).toMatchObject({ status: 'partial', completedItems: GOOD, failedItems: 2 });
    expect(files).toEqual(calm.files);
    expect(hosts.length).toBeGreaterThanOrEqual(4);
  });

  // What a segfault, an abort() and the system's out-of-memory killer look like from outside.
  for (const name of ['SIGSEGV', 'SIGABRT', 'SIGKILL'] as const) {
    it(`by ${name}, twice, fails alone with worker_crashed`, async () => {
      const { root, photos, calm } = await batchWith({ 'good-4-crashes.svg': endlessSvg(name) });
      let over = 0;
      let last: number | null = null;
      let killed = 0;
      const poison = async (pid: number): Promise<void> => {
        // All others are done, so that the host has nothing but the poison; a moment later it has begun with it.
        if (over < GOOD) return;
        await wait(1500);
        killed += 1;
        signal(pid, name);
      };
      const { run, failed, files } = await appRun({
        folder: join(root, 'poisoned'),
        photos,
        workflow: 'web',
        deadlineMs: 120_000,
        onHost(pid) {
          last = pid;
          void poison(pid);
        },
        onEvent(event) {
          if (event.event !== 'item.completed') return;
          over += 1;
          if (over === GOOD && last !== null) void poison(last);
        },
      });
      expect(failed).toEqual({ 'good-4-crashes.svg': 'worker_crashed' });
      expect(run).toMatchObject({ status: 'partial', completedItems: GOOD, failedItems: 1 });
      expect(files).toEqual(calm.files);
      expect(killed).toBe(2);
    });
  }
});

describe.skipIf(process.platform === 'win32')('a pixel host that stops answering', () => {
  it('for once (SIGSTOP) is replaced after the deadline, and no picture fails', async () => {
    const { root, photos, calm } = await batchWith({});
    let stopped = 0;
    let host = 0;
    const { run, failed, files, hosts } = await appRun({
      folder: join(root, 'stopped'),
      photos,
      workflow: 'web',
      deadlineMs: 6000,
      onEvent(event) {
        if (event.event !== 'item.completed' || stopped > 0) return;
        stopped += 1;
        signal(host, 'SIGSTOP');
      },
      onHost(pid) {
        host = pid;
      },
    });
    expect(stopped).toBe(1);
    expect(failed).toEqual({});
    expect(run).toMatchObject({ status: 'completed', completedItems: GOOD });
    expect(files).toEqual(calm.files);
    expect(hosts.length).toBe(2);
  });
});
