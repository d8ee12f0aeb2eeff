import { Webhook } from 'standardwebhooks';
import type { NetPort } from '../../engine/net-port.ts';

/** What became of one try. */
export interface Sent {
  /** HTTP status; null when there was no answer. */
  status: number | null;
  error: string | null;
}

export interface Message {
  /** The same for all tries, so that receivers can tell a repetition. */
  id: string;
  url: string;
  body: string;
  secret: string;
  now: Date;
}

/**
 * Sends a message once, signed as in Standard Webhooks (standardwebhooks.com): HMAC-SHA-256 over `id.timestamp.body`. Redirects are not
 * followed: the answer of whoever was named counts. Throws `cancelled` only.
 */
export async function sendWebhook(net: Pick<NetPort, 'post'>, message: Message, signal: AbortSignal): Promise<Sent> {
  const { id, url, body, now } = message;
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(message.secret).sign(id, now, body),
  };
  try {
    const { status } = await net.post(url, { headers, body, signal });
    return { status, error: status >= 200 && status < 300 ? null : `The receiver answered ${status}.` };
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    return { status: null, error: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}
