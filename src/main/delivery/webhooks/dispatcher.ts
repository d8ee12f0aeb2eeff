import type { SafelightEvent } from '../../../contract/events.ts';
import type { Run } from '../../../contract/run.ts';
import type { NetPort } from '../../engine/net-port.ts';
import type { Clock, Log, SettingsPort, Timers } from '../../engine/ports.ts';
import type { RenderWebhook, StoredWebhook, WebhookStorePort, WebhooksPort } from '../../engine/webhook-port.ts';
import { waitAfter } from './back-off.ts';
import { newWebhookSecret, webhookSecret } from './secret.ts';
import { type Sent, sendWebhook } from './send.ts';

export interface WebhooksOptions {
  store: WebhookStorePort;
  /** The run as everybody sees it. */
  findRun(id: number): Promise<Run>;
  net: Pick<NetPort, 'post' | 'check'>;
  settings: SettingsPort;
  events: { on(listener: (event: SafelightEvent) => void): () => void };
  clock: Clock;
  timers: Timers;
  log: Log;
  /** From 0 to 1; for tests. */
  random?: () => number;
}

export interface Webhooks extends WebhooksPort {
  /** Gives up what is being sent; it is sent again after the next start. */
  close(): Promise<void>;
}

/** Sent side by side. */
const AT_ONCE = 4;
const PAGE = 32;
/** Longest wait a timer can be set to. */
const MOST_MS = 2 ** 31 - 1;
/** The receiver is gone for good and says so (RFC 9110, 15.5.11). */
const GONE = 410;

/**
 * Tells whoever asked that a run is over. The outbox is in the store; this looks into it when a run ends, when a wait is over, when a
 * dialect can write its bodies, and at the start, and never otherwise. A message may come twice when the program is killed
 * between sending and noting it: its id is the same then.
 */
export function createWebhooks(options: WebhooksOptions): Webhooks {
  const { store, clock, timers, log, settings } = options;
  const renderers = new Map<string, RenderWebhook>();
  const closing = new AbortController();
  let working: Promise<void> | null = null;
  let lookAgain = false;
  let stopWaiting = (): void => {};

  async function render({ dialect, runId, origin }: StoredWebhook): Promise<string> {
    return await renderers.get(dialect)!(await options.findRun(runId), origin);
  }

  async function tell(webhook: StoredWebhook): Promise<void> {
    const now = clock.now();
    const began = performance.now();
    let sent: Sent;
    try {
      const message = { id: webhook.uuid, url: webhook.url, body: await render(webhook), now };
      sent = await sendWebhook(options.net, { ...message, secret: await webhookSecret(settings) }, closing.signal);
    } catch (thrown) {
      if (closing.signal.aborted) return;
      log.error('a webhook could not be written', { webhook: webhook.uuid, error: String(thrown) });
      sent = { status: null, error: `The message could not be written (${String(thrown)}).` };
    }
    const tries = webhook.tries.length + 1;
    const wait =
      sent.error === null || sent.status === GONE ? null : waitAfter(tries, (options.random ?? Math.random)());
    const state = sent.error === null ? 'delivered' : wait === null ? 'given-up' : 'waiting';
    const nextAt = wait === null ? null : new Date(clock.now().getTime() + wait).toISOString();
    const one = { at: now.toISOString(), ...sent, milliseconds: Math.round(performance.now() - began) };
    await store.tried(webhook.id, one, { state, nextAt });
    const about = { webhook: webhook.uuid, run: webhook.runId, tries };
    if (state === 'given-up') log.warn('a webhook was given up', { ...about, error: sent.error });
    else log.info('a webhook was tried', { ...about, status: sent.status, error: sent.error });
  }

  async function tellAllDue(): Promise<void> {
    for (;;) {
      const dialects = [...renderers.keys()];
      if (dialects.length === 0) return;
      const due = await store.due(clock.now().toISOString(), dialects, PAGE);
      if (due.length === 0) return;
      const waiting = [...due];
      const lane = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined && !closing.signal.aborted; next = waiting.shift()) {
          await tell(next);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, lane));
      if (closing.signal.aborted) return;
    }
  }

  async function waitForNext(): Promise<void> {
    const at = renderers.size === 0 ? null : await store.nextAt([...renderers.keys()]);
    if (at === null || closing.signal.aborted) return;
    const milliseconds = Math.max(0, Date.parse(at) - clock.now().getTime());
    stopWaiting = timers.after(Math.min(milliseconds, MOST_MS), look);
  }

  /** One look at a time; being asked meanwhile means another one after it. */
  function look(): void {
    lookAgain = true;
    if (working !== null || closing.signal.aborted) return;
    working = (async () => {
      stopWaiting();
      while (lookAgain && !closing.signal.aborted) {
        lookAgain = false;
        await tellAllDue();
      }
      await waitForNext();
    })()
      .catch((error: unknown) => log.error('webhooks could not be sent', { error: String(error) }))
      .finally(() => {
        working = null;
        if (lookAgain) look();
      });
  }

  const stopListening = options.events.on(({ event }) => {
    if (event === 'run.finished') look();
  });

  return {
    setRenderer(dialect, renderer) {
      renderers.set(dialect, renderer);
      look();
    },
    check: (url) => options.net.check(url, 'webhook'),
    ofRun: (runId) => store.ofRun(runId),
    secret: () => webhookSecret(settings),
    renewSecret: () => newWebhookSecret(settings),
    async close() {
      stopListening();
      closing.abort();
      stopWaiting();
      await working;
    },
  };
}
