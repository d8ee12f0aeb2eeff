import { describe, expect, it } from 'vitest';
import { LockStep } from '../../../src/main/engine/lock-step.ts';

/** What has happened, in order, once everything that can go on has. */
async function settledLog(log: string[]): Promise<string[]> {
  await new Promise((resolve) => setImmediate(resolve));
  return [...log];
}

describe('members in step', () => {
  it('wait for the last one, then go on together', async () => {
    const log: string[] = [];
    const step = new LockStep(2);
    void step.arrive().then(() => log.push('a'));
    expect(await settledLog(log)).toEqual([]);
    void step.arrive().then(() => log.push('b'));
    expect(await settledLog(log)).toEqual(['a', 'b']);
  });

  it('do not wait for one that has left', async () => {
    const log: string[] = [];
    const step = new LockStep(3);
    void step.arrive().then(() => log.push('a'));
    void step.arrive().then(() => log.push('b'));
    step.leave();
    expect(await settledLog(log)).toEqual(['a', 'b']);
    step.leave();
    void step.arrive().then(() => log.push('alone'));
    expect(await settledLog(log)).toEqual(['a', 'b', 'alone']);
  });
});
