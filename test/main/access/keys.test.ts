import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CreateKeyBody } from '../../../src/contract/key.ts';
import { createKeys } from '../../../src/main/access/keys.ts';
import { openStore } from '../../../src/main/store/store.ts';
import { emptyFolder } from '../store/folder.ts';

async function keysOf(startsAt = '2026-11-01T10:00:00.000Z') {
  const now = { at: new Date(startsAt) };
  const clock = { now: () => now.at };
  const store = await openStore(emptyFolder(), clock);
  return { keys: createKeys(store.keys, clock), store, now };
}

describe('a key', () => {
  it('has 256 bits, is told once, and kept as a hash only', async () => {
    const { keys, store } = await keysOf();
    const made = await keys.create({ name: 'Shop', capabilities: ['workflow:run'] });
    expect(made.key).toMatch(/^sl_[0-9a-f]{64}$/);
    expect(made.prefix).toBe(made.key.slice(0, 9));
    expect(JSON.stringify(await keys.list())).not.toContain(made.key);
    const hash = createHash('sha256').update(made.key).digest('hex');
    expect(await store.keys.find({ hash })).toMatchObject({ id: made.id, hash });
    expect(await store.keys.find({ hash: made.key })).toBeNull();
    await store.close();
  });

  it('is found again by the whole key and nothing less', async () => {
    const { keys, store } = await keysOf();
    const { key, id } = await keys.create({ name: 'Shop', capabilities: ['admin'] });
    expect(await keys.identify(key)).toMatchObject({ id, name: 'Shop', capabilities: ['admin'] });
    for (const wrong of ['', key.slice(0, -1), `${key}0`, key.toUpperCase(), `sl_${'0'.repeat(64)}`, `${key}\n`]) {
      await expect(keys.identify(wrong)).rejects.toMatchObject({ code: 'unauthorized' });
    }
    await store.close();
  });

  it('that is revoked or changed while it is looked up is not remembered as it was', async () => {
    const { keys: first, store } = await keysOf();
    const { key, id } = await first.create({ name: 'Shop', capabilities: ['admin'] });
    const asked = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const slow = {
      ...store.keys,
      async find(by: Parameters<typeof store.keys.find>[0]) {
        const found = await store.keys.find(by);
        if ('hash' in by) {
          asked.resolve();
          await goOn.promise;
        }
        return found;
      },
    };
    const keys = createKeys(slow, { now: () => new Date() });
    const early = keys.identify(key);
    await asked.promise;
    await keys.revoke(id);
    goOn.resolve();
    await early;
    await expect(keys.identify(key)).rejects.toMatchObject({ message: expect.stringContaining('was revoked') });
    await store.close();
  });

  it('counts with its changes at once, also when it was used before', async () => {
    const { keys, store } = await keysOf();
    const { key, id } = await keys.create({ name: 'Shop', capabilities: ['admin'] });
    await keys.identify(key);
    await keys.update(id, { capabilities: ['workflow:read'], rateLimit: 5 });
    expect(await keys.identify(key)).toMatchObject({ capabilities: ['workflow:read'], rateLimit: 5 });
    await keys.revoke(id);
    await expect(keys.identify(key)).rejects.toMatchObject({ code: 'unauthorized' });
    await store.close();
  });

  it('expires, can be revoked, and says which of the two it was', async () => {
    const { keys, store, now } = await keysOf();
    const short = await keys.create({ name: 'short', capabilities: ['admin'], expiresAt: '2026-11-02T10:00:00+00:00' });
    await keys.identify(short.key);
    now.at = new Date('2026-11-02T10:00:00.000Z');
    await expect(keys.identify(short.key)).rejects.toMatchObject({ message: expect.stringContaining('has expired') });
    const other = await keys.create({ name: 'other', capabilities: ['admin'] });
    await keys.revoke(other.uuid);
    await expect(keys.identify(other.key)).rejects.toMatchObject({ message: expect.stringContaining('was revoked') });
    await expect(keys.revoke(other.id)).rejects.toMatchObject({ code: 'key_not_found' });
    await expect(keys.update(other.id, { name: 'x' })).rejects.toMatchObject({ code: 'key_not_found' });
    expect((await keys.list()).map(({ name, revokedAt }) => [name, revokedAt !== null])).toEqual([
      ['short', false],
      ['other', true],
    ]);
    await store.close();
  });

  it('notes when it was last used, to the minute', async () => {
    const { keys, store, now } = await keysOf();
    const { key } = await keys.create({ name: 'used', capabilities: ['admin'] });
    const lastUsed = async (): Promise<string | null> => (await keys.list())[0]!.lastUsedAt;
    expect(await lastUsed()).toBeNull();
    await keys.identify(key);
    await expect.poll(lastUsed).toBe('2026-11-01T10:00:00.000Z');
    now.at = new Date('2026-11-01T10:00:59.000Z');
    await keys.identify(key);
    expect(await lastUsed()).toBe('2026-11-01T10:00:00.000Z');
    now.at = new Date('2026-11-01T10:01:01.000Z');
    await keys.identify(key);
    await expect.poll(lastUsed).toBe('2026-11-01T10:01:01.000Z');
    await store.close();
  });

  it('changes what is given, and nothing else', async () => {
    const { keys, store } = await keysOf();
    const { id, key } = await keys.create({
      name: 'a',
      capabilities: ['workflow:run'],
      folders: ['/photos'],
      rateLimit: 7,
    });
    expect(await keys.update(id, {})).toMatchObject({ name: 'a', folders: ['/photos'], rateLimit: 7 });
    expect(await keys.update(id, { folders: null, rateLimit: 0 })).toMatchObject({
      name: 'a',
      folders: null,
      rateLimit: 0,
    });
    expect(await keys.identify(key)).toMatchObject({ rateLimit: 0 });
    await store.close();
  });

  it.each<[string, unknown, string]>([
    ['without a name', { name: ' ', capabilities: ['admin'] }, 'name'],
    ['that may do nothing', { name: 'a', capabilities: [] }, 'capabilities'],
    ['with a capability that is none', { name: 'a', capabilities: ['workflow:delete'] }, 'capabilities.0'],
    ['for a slug that is none', { name: 'a', capabilities: ['workflow:Web Site:run'] }, 'capabilities.0'],
    ['for a relative folder', { name: 'a', capabilities: ['workflow:run'], folders: ['photos'] }, 'folders.0'],
    ['for no folder', { name: 'a', capabilities: ['workflow:run'], folders: [] }, 'folders'],
    ['that may do everything in some folders', { name: 'a', capabilities: ['admin'], folders: ['/a'] }, 'folders'],
    ['with a negative rate', { name: 'a', capabilities: ['admin'], rateLimit: -1 }, 'rateLimit'],
    [
      'that has expired already',
      { name: 'a', capabilities: ['admin'], expiresAt: '2026-10-31T00:00:00Z' },
      'expiresAt',
    ],
    ['that expires at no time', { name: 'a', capabilities: ['admin'], expiresAt: 'soon' }, 'expiresAt'],
    ['with fields that nobody knows', { name: 'a', capabilities: ['admin'], admin: true }, ''],
  ])('is not made %s', async (_, body, path) => {
    const { keys, store } = await keysOf();
    await expect(keys.create(body as CreateKeyBody)).rejects.toMatchObject({
      code: 'request_invalid',
      issues: [{ path }],
    });
    expect(await keys.list()).toEqual([]);
    await store.close();
  });
});
