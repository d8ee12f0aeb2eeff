import type { ApiKey } from '../../contract/key.ts';

/** A key to be kept. Only the SHA-256 of the key itself is. */
export interface NewKey
  extends Pick<ApiKey, 'name' | 'prefix' | 'capabilities' | 'folders' | 'rateLimit' | 'expiresAt'> {
  /** SHA-256 of the key, hexadecimal. */
  hash: string;
}

/** A key with what only access.ts needs. */
export interface StoredKey extends ApiKey {
  hash: string;
}

export type KeyChanges = Partial<Pick<ApiKey, 'name' | 'capabilities' | 'folders' | 'rateLimit' | 'expiresAt'>>;

/** The keys of a store. */
export interface KeyStorePort {
  /** All, revoked ones too, oldest first. */
  list(): Promise<ApiKey[]>;
  /** By integer id, uuid or hash; revoked ones too. */
  find(key: { id: number } | { uuid: string } | { hash: string }): Promise<StoredKey | null>;
  insert(key: NewKey): Promise<ApiKey>;
  update(id: number, changes: KeyChanges): Promise<ApiKey>;
  /** For good; the row stays, so that what the key did can be told. */
  revoke(id: number): Promise<void>;
  /** Notes that it was used now. */
  used(id: number): Promise<void>;
}
