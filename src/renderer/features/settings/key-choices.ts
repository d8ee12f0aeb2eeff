import type { Capability } from '../../../contract/capabilities.ts';
import type { CreateKeyBody } from '../../../contract/key.ts';

/** What a key may do, as it is chosen. */
export interface KeyChoices {
  name: string;
  /** Capabilities that count for all workflows. */
  general: ReadonlySet<GeneralCapability>;
  /** Slugs of workflows that it may run, and nothing else. */
  workflows: readonly string[];
  /** Folders, one a line; empty: any. */
  folders: string;
  /** Requests a minute; 0: unlimited. */
  rateLimit: number;
  /** Days until it ends; null: never. */
  expiresInDays: number | null;
}

export const GENERAL = ['workflow:read', 'workflow:run', 'workflow:write', 'admin'] as const;
export type GeneralCapability = (typeof GENERAL)[number];

/** Nothing is allowed that was not chosen. */
export const NEW_KEY: KeyChoices = {
  name: '',
  general: new Set(),
  workflows: [],
  folders: '',
  rateLimit: 1000,
  expiresInDays: null,
};

const DAY_MS = 86_400_000;

/** Body of `POST /keys`; null while something is missing. A key that may do everything cannot be limited to folders. */
export function keyBody(choices: KeyChoices, now: number): CreateKeyBody | null {
  const single = choices.workflows.map((slug): Capability => `workflow:${slug}:run`);
  const capabilities: Capability[] = choices.general.has('admin') ? ['admin'] : [...choices.general, ...single];
  const name = choices.name.trim();
  if (name === '' || capabilities.length === 0) return null;
  const folders = choices.folders
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const days = choices.expiresInDays;
  return {
    name,
    capabilities,
    ...(folders.length > 0 && !choices.general.has('admin') ? { folders } : {}),
    rateLimit: choices.rateLimit,
    ...(days === null ? {} : { expiresAt: new Date(now + days * DAY_MS).toISOString() }),
  };
}
