import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunResource } from '../../../src/contract/api.ts';
import { keepRun } from '../../../src/renderer/api/keep-run.ts';

const RUN = 7;
const HEAD = ['run', RUN, 'head'];

let client: QueryClient;
/** What the server holds, and the answers it owes, each with what it held when it was asked. */
let held: RunResource;
let owed: (() => void)[];

beforeEach(() => {
  client = new QueryClient({ defaultOptions: { queries: { networkMode: 'always', retry: false } } });
  held = run('running');
  owed = [];
});
afterEach(() => client.clear());

const run = (status: RunResource['status']) => ({ id: RUN, status }) as RunResource;

const ask = (): Promise<RunResource> => {
  const answer = held;
  return new Promise((resolve) => owed.push(() => resolve(answer)));
};

/** The screen that shows the run. */
function show(): () => RunResource | undefined {
  const observer = new QueryObserver(client, { queryKey: HEAD, queryFn: ask });
  observer.subscribe(() => {});
  return () => observer.getCurrentResult().data;
}

/** Everything that is owed comes, and what is asked for because of that. */
async function answersCome(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    for (const answer of owed.splice(0)) answer();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('an answer that was worked out before the event does not take its place', async () => {
  const shown = show();
  await answersCome();
  expect(shown()?.status).toBe('running');

  void client.invalidateQueries({ queryKey: HEAD });
  await Promise.resolve();
  held = run('completed');
  keepRun(client, held, false);
  await answersCome();

  expect(shown()?.status).toBe('completed');
});

test('nor does the very first answer', async () => {
  const shown = show();
  await Promise.resolve();
  held = run('completed');
  keepRun(client, held, false);
  await answersCome();

  expect(shown()?.status).toBe('completed');
});

test('a list that was on its way is asked for anew', async () => {
  const observer = new QueryObserver(client, {
    queryKey: ['runs', {}],
    queryFn: async () => ({ items: [await ask()] }),
  });
  observer.subscribe(() => {});
  await answersCome();
  void client.invalidateQueries({ queryKey: ['runs'] });
  await Promise.resolve();
  held = run('completed');
  keepRun(client, held, false);
  await answersCome();

  expect(observer.getCurrentResult().data?.items[0]?.status).toBe('completed');
});

test('nothing is asked for when no answer was on its way', async () => {
  const shown = show();
  await answersCome();
  client.setQueryData(['runs', {}], { items: [held] });

  keepRun(client, run('completed'), false);
  await new Promise((resolve) => setImmediate(resolve));

  expect(shown()?.status).toBe('completed');
  expect(owed).toHaveLength(0);
});
