import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { isAbsolute, resolve } from 'node:path';
import { SafelightError } from '../../contract/errors.ts';
import { type ApiKey, type CreatedKey, CreateKeyBody, DEFAULT_RATE_LIMIT, UpdateKeyBody } from '../../contract/key.ts';
import type { KeyChanges, KeyStorePort, StoredKey } from '../engine/key-port.ts';
import type { Clock } from '../engine/ports.ts';

/** The keys of the API. */
export interface Keys {
  /** Makes a key, which only this answer shows. Throws `request_invalid` with the wrong fields. */
  create(body: CreateKeyBody): Promise<CreatedKey>;
  /** All, revoked ones too, oldest first. */
  list(): Promise<ApiKey[]>;
  /** By integer id or uuid. Throws `key_not_found`. */
  get(ref: number | string): Promise<ApiKey>;
  /** Throws `key_not_found`, `request_invalid`. */
  update(ref: number | string, body: UpdateKeyBody): Promise<ApiKey>;
  /** For good, at once. Throws `key_not_found`. */
  revoke(ref: number | string): Promise<ApiKey>;
  /** Whose key it is. Throws `unauthorized` when it is none, was revoked or has expired. */
  identify(presented: string): Promise<ApiKey>;
}

/** 256 bits, so that guessing is hopeless and a plain hash without salt is enough to keep them. */
const KEY_BYTES = 32;
const KEY_FORM = /^sl_[0-9a-f]{64}$/;
/** `sl_` and so much more is shown in lists: enough to tell keys apart, 232 bits short of the key. */
const SHOWN = 9;
/** The time of last use is written no more often than this. */
const USED_EVERY_MS = 60_000;

/** The keys over their store. */
export function createKeys(store: KeyStorePort, clock: Clock): Keys {
  const noted = new Map<number, number>();
  /** By hash, so that a thousand requests are not a thousand queries. No other process writes to the store. */
  const known = new Map<string, StoredKey>();
  let generation = 0;

  /** Also what is being looked up just now, which may have been read before the change. */
  function forget(): void {
    generation += 1;
    known.clear();
  }

  async function stored(ref: number | string): Promise<ApiKey> {
    const byId = typeof ref === 'number' || /^\d{1,15}$/.test(ref);
    const found = await store.find(byId ? { id: Number(ref) } : { uuid: String(ref) });
    if (found !== null && found.revokedAt === null) {
      const { hash: _hash, ...key } = found;
      return key;
    }
    throw new SafelightError('key_not_found', `There is no key “${ref}”. “safelight keys list” lists those there are.`);
  }

  /** Writes the time of use now and then; nobody waits for it. */
  function note(id: number): void {
    const at = clock.now().getTime();
    if (at - (noted.get(id) ?? 0) < USED_EVERY_MS) return;
    noted.set(id, at);
    // A full disk must not keep a key from working; the next use tries again.
    store.used(id).catch(() => noted.delete(id));
  }

  return {
    async create(body) {
      const given = parsed(CreateKeyBody.safeParse(body));
      const expiresAt = inFuture(given.expiresAt ?? null, clock);
      const folders = wholeFolders(given.folders ?? null);
      refuseLimitedAdmin(given.capabilities, folders);
      const key = `sl_${randomBytes(KEY_BYTES).toString('hex')}`;
      const kept = await store.insert({
        name: given.name,
        hash: hashOf(key),
        prefix: key.slice(0, SHOWN),
        capabilities: [...new Set(given.capabilities)],
        folders,
        rateLimit: given.rateLimit ?? DEFAULT_RATE_LIMIT,
        expiresAt,
      });
      return { ...kept, key };
    },
    list: () => store.list(),
    get: stored,
    async update(ref, body) {
      const before = await stored(ref);
      const given = parsed(UpdateKeyBody.safeParse(body));
      const changes: KeyChanges = {
        ...(given.name === undefined ? {} : { name: given.name }),
        ...(given.capabilities === undefined ? {} : { capabilities: [...new Set(given.capabilities)] }),
        ...(given.folders === undefined ? {} : { folders: wholeFolders(given.folders) }),
        ...(given.rateLimit === undefined ? {} : { rateLimit: given.rateLimit }),
        ...(given.expiresAt === undefined ? {} : { expiresAt: inFuture(given.expiresAt, clock) }),
      };
      refuseLimitedAdmin(changes.capabilities ?? before.capabilities, changes.folders ?? before.folders);
      try {
        return await store.update(before.id, changes);
      } finally {
        forget();
      }
    },
    async revoke(ref) {
      const key = await stored(ref);
      try {
        await store.revoke(key.id);
      } finally {
        forget();
      }
      return key;
    },
    async identify(presented) {
      if (!KEY_FORM.test(presented)) throw unknownKey();
      const hash = hashOf(presented);
      const seen = generation;
      const found = known.get(hash) ?? (await store.find({ hash }));
      if (found === null || !timingSafeEqual(Buffer.from(found.hash), Buffer.from(hash))) throw unknownKey();
      if (seen === generation) known.set(hash, found);
      if (found.revokedAt !== null) {
        throw new SafelightError('unauthorized', `The key “${found.name}” was revoked on ${found.revokedAt}.`);
      }
      if (found.expiresAt !== null && Date.parse(found.expiresAt) <= clock.now().getTime()) {
        throw new SafelightError('unauthorized', `The key “${found.name}” has expired on ${found.expiresAt}.`);
      }
      note(found.id);
      const { hash: _hash, ...key } = found;
      return key;
    },
  };
}

function unknownKey(): SafelightError {
  return new SafelightError('unauthorized', 'This key is not known here. Make one with “safelight keys create”.');
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

interface Parsed<T> {
  success: boolean;
  data?: T;
  error?: { issues: { path: PropertyKey[]; code?: string; message: string }[] };
}

function parsed<T>(result: Parsed<T>): T {
  if (result.success) return result.data as T;
  const issues = (result.error?.issues ?? []).map((issue) => ({
    path: issue.path.join('.'),
    code: issue.code ?? 'invalid',
    message: issue.message,
  }));
  const first = issues[0];
  throw new SafelightError('request_invalid', `${first?.path || 'key'}: ${first?.message ?? 'not valid'}`, { issues });
}

function wrongField(path: string, message: string): SafelightError {
  return new SafelightError('request_invalid', `${path}: ${message}`, { issues: [{ path, code: 'custom', message }] });
}

function wholeFolders(folders: readonly string[] | null): string[] | null {
  if (folders === null) return null;
  for (const [index, folder] of folders.entries()) {
    if (!isAbsolute(folder) || folder.includes('\0')) {
      throw wrongField(`folders.${index}`, `“${folder}” is no absolute path of a folder.`);
    }
  }
  return [...new Set(folders.map((folder) => resolve(folder)))];
}

/** Whoever may make keys could make one without the limit. */
function refuseLimitedAdmin(capabilities: ApiKey['capabilities'], folders: readonly string[] | null): void {
  if (folders !== null && capabilities.includes('admin')) {
    throw wrongField('folders', 'A key with the capability admin cannot be limited to folders.');
  }
}

function inFuture(at: string | null, clock: Clock): string | null {
  if (at === null) return null;
  if (Date.parse(at) <= clock.now().getTime()) throw wrongField('expiresAt', 'It must lie in the future.');
  return new Date(at).toISOString();
}
