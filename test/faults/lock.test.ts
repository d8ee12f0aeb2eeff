import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { faultFolder, makeBatch } from './support/batch.ts';
import { safelight, startSafelight } from './support/safelight-process.ts';

const holderFile = (dataDir: string): string => join(dataDir, 'safelight.lock.json');

describe('two programs on one data folder', () => {
  it('the second says who has it, leaves with code 5, and the first is not disturbed', async () => {
    const root = faultFolder();
    const dataDir = join(root, 'data');
    const { workflow, paths } = await makeBatch(root, 16);
    const first = startSafelight([
      '--data',
      dataDir,
      'run',
      workflow,
      ...paths,
      '--recursive',
      '--out',
      join(root, 'out'),
      '--json',
    ]);
    onTestFinished(() => first.kill());
    await first.event('run.created');
    const second = await safelight(['--data', dataDir, 'runs']);
    // A command that only looks may also be answered by the first one.
    if (second.code !== 0) {
      expect(second.code).toBe(5);
      expect(second.stderr).toContain(`process ${first.pid}`);
      expect(second.stderr).toContain(dataDir);
    }
    const { events } = await first.ended;
    const failed = events.filter(({ event }) => event === 'item.failed').map(({ name }) => name);
    expect(failed, JSON.stringify(events)).toEqual(['p03-damaged.jpg']);
    expect(events.at(-1)).toMatchObject({ event: 'run.finished', completedItems: 16 });
  }, 60_000);

  it('two that start at the same moment: never both', async () => {
    const dataDir = join(faultFolder(), 'data');
    mkdirSync(dataDir, { recursive: true });
    const both = [0, 0].map(() => startSafelight(['--data', dataDir, 'serve', '--port', '0', '--json']));
    onTestFinished(() => {
      for (const one of both) one.kill();
    });
    const loser = await Promise.race(both.map((one) => one.ended));
    expect(loser.code).toBe(5);
    const winner = both.find(
      (one) => !loser.stdout.includes('listening') && loser.stderr.includes(`process ${one.pid}`),
    );
    expect(winner).toBeDefined();
    await winner!.event('listening');
  }, 60_000);
});

describe('the lock of a program that is dead', () => {
  it('is taken over after a kill', async () => {
    const dataDir = join(faultFolder(), 'data');
    const first = startSafelight(['--data', dataDir, 'serve', '--port', '0', '--json']);
    await first.event('listening');
    first.kill();
    await first.ended;
    expect(JSON.parse(readFileSync(holderFile(dataDir), 'utf8'))).toMatchObject({ pid: first.pid });
    expect(await safelight(['--data', dataDir, 'runs'])).toMatchObject({ code: 0 });
  }, 60_000);

  it('is taken over although another program has got its process id meanwhile', async () => {
    const dataDir = join(faultFolder(), 'data');
    expect(await safelight(['--data', dataDir, 'runs'])).toMatchObject({ code: 0 });
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    onTestFinished(() => void other.kill('SIGKILL'));
    await once(other, 'spawn');
    writeFileSync(holderFile(dataDir), JSON.stringify({ pid: other.pid, since: '2026-11-21T12:00:00.000Z' }));
    expect(await safelight(['--data', dataDir, 'runs'])).toMatchObject({ code: 0 });
  }, 60_000);

  it('whose note of the holder is no JSON is taken over too', async () => {
    const dataDir = join(faultFolder(), 'data');
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(holderFile(dataDir), '{"pid":');
    expect(await safelight(['--data', dataDir, 'runs'])).toMatchObject({ code: 0 });
  }, 60_000);
});
