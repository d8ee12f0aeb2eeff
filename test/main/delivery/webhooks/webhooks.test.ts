import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { BACK_OFF_SECONDS, waitAfter } from '../../../../src/main/delivery/webhooks/back-off.ts';
import type { StoredWebhook } from '../../../../src/main/engine/webhook-port.ts';
import { type ManualClock, manualClock } from '../../engine/manual-clock.ts';
import { openWorld, runSpec, type World } from '../../engine/world.ts';
import { aServer, type TestServer } from '../../net/a-server.ts';

const LISTED = ['127.0.0.1'];
const body = async (run: { id: number; status: string }, origin: string): Promise<string> =>
  JSON.stringify({ run: run.id, status: run.status, origin });

interface Receiver extends TestServer {
  told: { headers: Record<string, string>; text: string }[];
  /** Statuses of the answers to come; 200 when there are none left. */
  answers: number[];
  /** Resolves when so many messages have come in all. */
  toldTimes(times: number): Promise<void>;
}

async function aReceiver(...answers: number[]): Promise<Receiver> {
  const told: Receiver['told'] = [];
  const waiting: { times: number; then: () => void }[] = [];
  const server = await aServer({
    '*': (request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      request.on('end', () => {
        told.push({ headers: request.headers as Record<string, string>, text });
        const status = answers.shift() ?? 200;
        response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end('thanks');
        for (const one of waiting.filter(({ times }) => told.length >= times)) one.then();
      });
    },
  });
  const toldTimes = (times: number): Promise<void> =>
    told.length >= times ? Promise.resolve() : new Promise((then) => void waiting.push({ times, then }));
  return { ...server, told, answers, toldTimes };
}

async function aWorld(clock: ManualClock = manualClock()): Promise<World> {
  const world = await openWorld({ photos: ['a.jpg'], allowedHosts: LISTED, clock, timers: clock.timers });
  world.app.webhooks.setRenderer('native', body);
  return world;
}

async function runTelling(world: World, ...urls: string[]) {
  const webhooks = urls.map((url) => ({ url, dialect: 'native', origin: 'http://127.0.0.1:4780' }));
  const run = await world.app.runs.create(runSpec(world, { webhooks }));
  return await world.app.runs.whenFinished(run.id);
}

/** Resolves with the run's webhooks once they have had so many tries in all. */
async function tried(world: World, runId: number, times: number): Promise<StoredWebhook[]> {
  for (;;) {
    const webhooks = await world.app.webhooks.ofRun(runId);
    if (webhooks.reduce((sum, { tries }) => sum + tries.length, 0) >= times) return webhooks;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a webhook', () => {
  it('is told when the run is over, with a signature that the library accepts', async () => {
    const world = await aWorld(manualClock(new Date().toISOString()));
    const receiver = await aReceiver(204);
    const run = await runTelling(world, `${receiver.url}/hook`);
    const [webhook] = await tried(world, run.id, 1);
    expect(webhook).toMatchObject({ state: 'delivered', nextAt: null, tries: [{ status: 204, error: null }] });
    const [message] = receiver.told;
    expect(JSON.parse(message!.text)).toEqual({ run: run.id, status: 'completed', origin: 'http://127.0.0.1:4780' });
    expect(message!.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': webhook!.uuid });
    const secret = await world.app.webhooks.secret();
    expect(secret).toMatch(/^whsec_/);
    expect(new Webhook(secret).verify(message!.text, message!.headers)).toEqual(JSON.parse(message!.text));
    expect(() => new Webhook(secret).verify(`${message!.text} `, message!.headers)).toThrow();
    const other = await world.app.webhooks.renewSecret();
    expect(other).not.toBe(secret);
    expect(() => new Webhook(other).verify(message!.text, message!.headers)).toThrow();
  });

  it('is tried again after growing waits, under the same id, until it is heard', async () => {
    const clock = manualClock();
    const world = await aWorld(clock);
    const receiver = await aReceiver(500, 503, 302, 200);
    const run = await runTelling(world, `${receiver.url}/hook`);
    for (const [n, seconds] of BACK_OFF_SECONDS.slice(0, 3).entries()) {
      const [webhook] = await tried(world, run.id, n + 1);
      expect(webhook).toMatchObject({ state: 'waiting' });
      const wait = Date.parse(webhook!.nextAt!) - clock.now().getTime();
      expect(wait).toBeGreaterThanOrEqual(seconds * 1000);
      expect(wait).toBeLessThanOrEqual(seconds * 1200);
      await clock.somebodyWaits();
      clock.pass(wait);
    }
    const [webhook] = await tried(world, run.id, 4);
    expect(webhook).toMatchObject({ state: 'delivered', nextAt: null });
    expect(webhook!.tries.map(({ status }) => status)).toEqual([500, 503, 302, 200]);
    expect(webhook!.tries[2]?.error).toBe('The receiver answered 302.');
    expect(receiver.requests).toEqual(Array(4).fill('POST /hook'));
    expect(new Set(receiver.told.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([webhook!.uuid]));
  });

  it('is given up at last', async () => {
    const clock = manualClock();
    const world = await aWorld(clock);
    const receiver = await aReceiver(...Array<number>(20).fill(500));
    const run = await runTelling(world, receiver.url);
    for (let n = 1; n <= BACK_OFF_SECONDS.length; n += 1) {
      const [webhook] = await tried(world, run.id, n);
      await clock.somebodyWaits();
      clock.pass(Date.parse(webhook!.nextAt!) - clock.now().getTime());
    }
    const [webhook] = await tried(world, run.id, BACK_OFF_SECONDS.length + 1);
    expect(webhook).toMatchObject({ state: 'given-up', nextAt: null });
    expect(webhook!.tries).toHaveLength(9);
  });

  it('is given up at once by a receiver that is gone', async () => {
    const world = await aWorld();
    const receiver = await aReceiver(410);
    const run = await runTelling(world, receiver.url);
    expect(await tried(world, run.id, 1)).toMatchObject([
      { state: 'given-up', nextAt: null, tries: [{ status: 410 }] },
    ]);
  });

  it('that cannot be reached has a try with the reason; others are told all the same', async () => {
    const world = await aWorld();
    const receiver = await aReceiver();
    const run = await runTelling(world, 'http://127.0.0.1:1/', receiver.url);
    const webhooks = await tried(world, run.id, 2);
    expect(webhooks).toMatchObject([
      { state: 'waiting', tries: [{ status: null, error: expect.stringContaining('nothing answers there') }] },
      { state: 'delivered' },
    ]);
  });

  it('is not told while its address is not allowed any more', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const receiver = await aReceiver();
    world.app.webhooks.setRenderer('native', body);
    const run = await runTelling(world, receiver.url);
    const [webhook] = await tried(world, run.id, 1);
    expect(webhook?.tries[0]).toMatchObject({ status: null, error: expect.stringContaining('allowed hosts') });
    expect(receiver.requests).toEqual([]);
  });

  it('waits until its dialect can write the message', async () => {
    const world = await openWorld({ photos: ['a.jpg'], allowedHosts: LISTED });
    const receiver = await aReceiver();
    const run = await runTelling(world, receiver.url);
    expect(await world.app.webhooks.ofRun(run.id)).toMatchObject([{ state: 'waiting', tries: [], nextAt: null }]);
    world.app.webhooks.setRenderer('native', body);
    expect(await tried(world, run.id, 1)).toMatchObject([{ state: 'delivered' }]);
  });

  it('whose message cannot be written is tried again', async () => {
    const world = await openWorld({ photos: ['a.jpg'], allowedHosts: LISTED });
    const receiver = await aReceiver();
    world.app.webhooks.setRenderer('native', () => Promise.reject(new Error('no')));
    const run = await runTelling(world, receiver.url);
    const [webhook] = await tried(world, run.id, 1);
    expect(webhook).toMatchObject({ state: 'waiting', tries: [{ status: null }] });
    expect(receiver.requests).toEqual([]);
  });

  it('goes on after a restart', async () => {
    const clock = manualClock();
    const world = await aWorld(clock);
    const receiver = await aReceiver(500);
    const run = await runTelling(world, receiver.url);
    const [first] = await tried(world, run.id, 1);
    const again = await world.reopen({ allowedHosts: LISTED, clock, timers: clock.timers });
    again.app.webhooks.setRenderer('native', body);
    await clock.somebodyWaits();
    expect(receiver.told).toHaveLength(1);
    clock.pass(Date.parse(first!.nextAt!) - clock.now().getTime());
    expect(await tried(again, run.id, 2)).toMatchObject([{ state: 'delivered', uuid: first!.uuid }]);
  });

  it('that was being sent when the program ended is sent again', async () => {
    const world = await aWorld();
    const silent = await aServer({ '*': () => reached() });
    let reached = (): void => {};
    const asked = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const run = await runTelling(world, silent.url);
    await asked;
    const again = await world.reopen({ allowedHosts: LISTED });
    expect(await again.app.webhooks.ofRun(run.id)).toMatchObject([{ state: 'waiting', tries: [], nextAt: null }]);
  });

  it('is told again, as a new message, when the run was retried and is over once more', async () => {
    const world = await aWorld();
    const receiver = await aReceiver();
    const run = await runTelling(world, receiver.url);
    await tried(world, run.id, 1);
    const { items } = await world.app.runs.items(run.id);
    await world.app.runs.rerunItem(run.id, items[0]!.id, {});
    await world.app.runs.whenFinished(run.id);
    const webhooks = await tried(world, run.id, 2);
    expect(webhooks).toMatchObject([{ state: 'delivered' }, { state: 'delivered' }]);
    expect(new Set(receiver.told.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
  });

  it('is checked when it is asked for', async () => {
    const { webhooks } = (await aWorld()).app;
    await webhooks.check('https://example.com/hook');
    await webhooks.check('http://127.0.0.1:9/hook');
    for (const url of ['http://example.com/', 'https://192.168.1.1/', 'https://u:p@example.com/', 'nonsense']) {
      await expect(webhooks.check(url), url).rejects.toMatchObject({ code: 'url_refused' });
    }
  });
});

describe('the back-off', () => {
  it('takes nine tries over a day and a half, each wait a little longer than it says', () => {
    expect(BACK_OFF_SECONDS.map((_, n) => waitAfter(n + 1, 0))).toEqual(
      BACK_OFF_SECONDS.map((seconds) => seconds * 1000),
    );
    expect(waitAfter(1, 1)).toBe(6000);
    expect(waitAfter(9, 0)).toBeNull();
  });
});
