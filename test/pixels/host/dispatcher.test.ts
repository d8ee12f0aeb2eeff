import type { MessagePort } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import type { HostReply, RenderTask } from '../../../src/contract/pixel-tasks.ts';
import { Dispatcher } from '../../../src/pixels/host/dispatcher.ts';
import type { AdmissionReply, WorkerAnswer, WorkerJob } from '../../../src/pixels/host/worker-protocol.ts';

const render = {
  kind: 'render',
  workflow: { format: 1, name: 'w', nodes: [] },
  sources: {},
  tokens: { name: 'a.jpg', seq: 1, relativeFolder: '', workflow: 'w', runDate: '2026-01-01T00:00:00Z' },
  target: { kind: 'deliver' },
  temp: { folder: '', prefix: '' },
  tolerant: false,
} satisfies RenderTask;
const hash = { kind: 'hash', path: 'a' } as const;

interface Job {
  job: WorkerJob;
  port: MessagePort;
  answer: (answer: WorkerAnswer) => void;
  lose: (error: Error) => void;
}

/** A dispatcher whose worker threads are played by the test. */
function stage({ workers = 2, memoryBudget = 100, openingMs = 60_000 } = {}) {
  const replies: HostReply[] = [];
  const jobs: Job[] = [];
  let wake = (): void => {};
  const dispatcher = new Dispatcher({
    settings: { workers, memoryBudget, maxPixels: 1e6 },
    openingMs,
    reply(reply) {
      replies.push(reply);
      wake();
    },
    afterTask() {},
    run: (job, [port]) =>
      new Promise((answer, lose) => {
        jobs.push({ job, port: port!, answer, lose });
      }),
  });
  /** Waits until the host has said something that looks like this. */
  const said = async (expected: object): Promise<void> => {
    for (;;) {
      if (replies.some((reply) => expect.objectContaining(expected).asymmetricMatch(reply))) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const askFor = (job: Job, bytes: number) =>
    new Promise<AdmissionReply>((resolve) => {
      job.port.once('message', resolve);
      job.port.postMessage({ bytes });
    });
  return { dispatcher, replies, jobs, said, askFor };
}

const ok: WorkerAnswer = { ok: true, result: { sha256: '', bytes: 1 } };

describe('the host’s queue', () => {
  it('keeps as many tasks on threads as there are workers', async () => {
    const { dispatcher, jobs, said } = stage();
    for (const id of [1, 2, 3]) dispatcher.submit({ type: 'task', id, task: hash, alone: false });
    expect(jobs).toHaveLength(2);
    jobs[0]!.answer(ok);
    await said({ type: 'done', id: 1 });
    expect(jobs).toHaveLength(3);
  });

  it('runs a task alone with nothing before, beside or behind it', async () => {
    const { dispatcher, jobs, said } = stage();
    dispatcher.submit({ type: 'task', id: 1, task: hash, alone: false });
    dispatcher.submit({ type: 'task', id: 2, task: hash, alone: true });
    dispatcher.submit({ type: 'task', id: 3, task: hash, alone: false });
    expect(jobs).toHaveLength(1);
    jobs[0]!.answer(ok);
    await said({ type: 'done', id: 1 });
    expect(jobs).toHaveLength(2);
    jobs[1]!.answer(ok);
    await said({ type: 'done', id: 2 });
    expect(jobs).toHaveLength(3);
  });

  it('says that a picture has started once it has its memory', async () => {
    const { dispatcher, jobs, replies, said, askFor } = stage();
    for (const id of [1, 2]) dispatcher.submit({ type: 'task', id, task: render, alone: false });
    await expect(askFor(jobs[0]!, 80)).resolves.toEqual({ admitted: true });
    const second = askFor(jobs[1]!, 80);
    await said({ type: 'started', id: 1 });
    expect(replies).not.toContainEqual({ type: 'started', id: 2 });
    jobs[0]!.answer(ok);
    await expect(second).resolves.toEqual({ admitted: true });
    expect(replies).toContainEqual({ type: 'started', id: 2 });
  });

  it('lets the deadline run for a file that does not even open', async () => {
    const { dispatcher, said } = stage({ openingMs: 1 });
    dispatcher.submit({ type: 'task', id: 1, task: render, alone: false });
    await said({ type: 'started', id: 1 });
  });

  it('tells a picture that needs more than twice the budget how much it may use', async () => {
    const { dispatcher, jobs, askFor } = stage();
    dispatcher.submit({ type: 'task', id: 1, task: render, alone: false });
    await expect(askFor(jobs[0]!, 201)).resolves.toEqual({ admitted: false, largest: 200 });
  });

  it('drops what waits for a thread and what waits for memory, and lets the rest finish', async () => {
    const { dispatcher, jobs, replies, said, askFor } = stage();
    for (const id of [1, 2, 3]) dispatcher.submit({ type: 'task', id, task: render, alone: false });
    await askFor(jobs[0]!, 100);
    const second = askFor(jobs[1]!, 100);
    await said({ type: 'started', id: 1 });
    dispatcher.drop(3);
    expect(replies).toContainEqual({ type: 'dropped', id: 3 });
    dispatcher.drop(1);
    let refused = false;
    void second.then(({ admitted }) => {
      refused = !admitted;
    });
    // A drop that comes before the request for memory has arrived changes nothing.
    await expect
      .poll(() => {
        dispatcher.drop(2);
        return refused;
      })
      .toBe(true);
    jobs[1]!.answer({ ok: false, error: { code: 'image_too_large', message: '' } });
    await said({ type: 'dropped', id: 2 });
    jobs[0]!.answer(ok);
    await said({ type: 'done', id: 1 });
  });

  it('fails only the task whose thread is lost', async () => {
    const { dispatcher, jobs, said } = stage();
    dispatcher.submit({ type: 'task', id: 1, task: hash, alone: false });
    dispatcher.submit({ type: 'task', id: 2, task: hash, alone: false });
    jobs[0]!.lose(Object.assign(new Error('heap'), { code: 'ERR_WORKER_OUT_OF_MEMORY' }));
    await said({ type: 'failed', id: 1, error: expect.objectContaining({ code: 'out_of_memory' }) });
    jobs[1]!.answer(ok);
    await said({ type: 'done', id: 2 });
  });
});
