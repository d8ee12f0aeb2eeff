import { randomBytes } from 'node:crypto';
import type { SettingsPort } from '../../engine/ports.ts';

/** Under this key in the store. */
export const WEBHOOK_SECRET_KEY = 'webhooks.secret';

const FORM = /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/;

/** The secret of this installation, made when it is first asked for. */
export async function webhookSecret(settings: Pick<SettingsPort, 'get' | 'set'>): Promise<string> {
  const stored = await settings.get(WEBHOOK_SECRET_KEY);
  return typeof stored === 'string' && FORM.test(stored) ? stored : await newWebhookSecret(settings);
}

/** Makes and keeps another one: 24 random bytes, as Standard Webhooks asks for. */
export async function newWebhookSecret(settings: Pick<SettingsPort, 'set'>): Promise<string> {
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  await settings.set(WEBHOOK_SECRET_KEY, secret);
  return secret;
}
