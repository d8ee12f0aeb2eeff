import { availableParallelism, totalmem } from 'node:os';
import { isAbsolute } from 'node:path';
import { SafelightError } from '../../contract/errors.ts';
import {
  SETTING_KEYS,
  SETTINGS,
  type Setting,
  type SettingFacts,
  type SettingKey,
  type SettingValue,
  type SettingValues,
} from '../../contract/settings.ts';
import { didYouMean } from '../../workflow/graph/nearest.ts';
import type { CachePort } from './cache-port.ts';
import type { SettingsPort } from './ports.ts';
import { DEFAULT_KEEP_DAYS, KEEP_DAYS_KEY } from './undo-run.ts';

/** The settings of a data folder, typed and checked. */
export interface Settings {
  /** All, as they are listed for people. */
  list(): Promise<Setting[]>;
  /** Throws `request_invalid` for a key that is none, guessing at what was meant. */
  get(key: string): Promise<Setting>;
  /** All values as they count. */
  values(): Promise<SettingValues>;
  /** Changes one; `null` goes back to the standard. Throws `request_invalid` with what is allowed. */
  set(key: string, value: unknown): Promise<Setting>;
  /** Calls `listener` after every change, with the key; returns what ends that. */
  onChange(listener: (key: SettingKey) => void): () => void;
}

/** Names in the store that differ from the key. */
const STORED: Partial<Record<SettingKey, string>> = { cacheBytes: 'cache.limitBytes', keepReplacedDays: KEEP_DAYS_KEY };

const storedName = (key: SettingKey): string => STORED[key] ?? key;

/** What counts on this machine while nobody has set anything; `cacheBytes` is the cache's own. */
export function standardSettings({ cacheBytes }: Pick<SettingValues, 'cacheBytes'>): SettingValues {
  return {
    workers: availableParallelism(),
    memoryBudget: Math.max(256e6, Math.floor(totalmem() / 2)),
    // The slowest picture of ours that ends at all takes 14 seconds.
    deadlineSeconds: 120,
    maxMegapixels: 500,
    cacheBytes,
    keepReplacedDays: DEFAULT_KEEP_DAYS,
    defaultOutputFolder: '',
    defaultOutputName: '{name}',
    defaultCollision: 'suffix',
    'server.enabled': false,
    'server.port': 4780,
    allowedHosts: [],
  };
}

/** Every value as it counts; one that is stored and not valid (by an older program, by hand) counts as not set. */
export async function settingValues(
  stored: Pick<SettingsPort, 'get'>,
  standards: SettingValues,
): Promise<SettingValues> {
  const entries = SETTING_KEYS.map(async (key) => [key, (await validStored(stored, key)) ?? standards[key]] as const);
  return Object.fromEntries(await Promise.all(entries)) as SettingValues;
}

/** The settings over their store; the cache is told at once. */
export function createSettings(
  stored: SettingsPort,
  cache: Pick<CachePort, 'setLimit'>,
  standards: SettingValues,
): Settings {
  const listeners = new Set<(key: SettingKey) => void>();

  async function setting(key: SettingKey): Promise<Setting> {
    const facts: SettingFacts = SETTINGS[key];
    const { title, kind, restart } = facts;
    const unit = facts.unit ?? null;
    const choices = facts.choices === undefined ? null : [...facts.choices];
    const standard = standards[key];
    const value = await validStored(stored, key);
    const isSet = value !== undefined;
    return { key, title, kind, unit, choices, restart, standard, value: value ?? standard, isSet };
  }
  return {
    list: () => Promise.all(SETTING_KEYS.map(setting)),
    get: async (key) => await setting(knownKey(key)),
    values: () => settingValues(stored, standards),
    async set(given, value) {
      const key = knownKey(given);
      if (value !== null) check(key, value);
      if (key === 'cacheBytes') await cache.setLimit(value === null ? standards.cacheBytes : (value as number));
      if (key !== 'cacheBytes' || value === null) await stored.set(storedName(key), value ?? undefined);
      for (const listener of [...listeners]) listener(key);
      return await setting(key);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

async function validStored(stored: Pick<SettingsPort, 'get'>, key: SettingKey): Promise<SettingValue | undefined> {
  const parsed = SETTINGS[key].schema.safeParse(await stored.get(storedName(key)));
  return parsed.success ? parsed.data : undefined;
}

function knownKey(key: string): SettingKey {
  if (Object.hasOwn(SETTINGS, key)) return key as SettingKey;
  const hint = didYouMean(key, SETTING_KEYS) || ` There are ${SETTING_KEYS.join(', ')}.`;
  throw new SafelightError('request_invalid', `There is no setting “${key}”.${hint}`);
}

function check(key: SettingKey, value: unknown): void {
  const result = SETTINGS[key].schema.safeParse(value);
  const isRelative = SETTINGS[key].kind === 'folder' && value !== '' && !isAbsolute(String(value));
  if (result.success && !isRelative) return;
  const message = `${key} ${isRelative ? 'must be an absolute path.' : whatIsAllowed(key, value, result.error?.issues[0])}`;
  throw new SafelightError('request_invalid', message, { issues: [{ path: key, code: 'param_invalid', message }] });
}

/** Says what is allowed, rather than what zod saw. */
function whatIsAllowed(key: SettingKey, value: unknown, issue: { message: string } | undefined): string {
  const { kind } = SETTINGS[key];
  if (kind === 'number') {
    const schema: { minValue?: number | null; maxValue?: number | null } = SETTINGS[key].schema as object;
    const isWhole = typeof value === 'number' && !Number.isInteger(value);
    if (isWhole && SETTINGS[key].schema.safeParse(Math.round(value)).success) return 'must be a whole number.';
    return `must be from ${schema.minValue} to ${schema.maxValue}.`;
  }
  if (kind === 'switch') return 'must be true or false.';
  if (kind === 'choice')
    return `must be one of ${(SETTINGS[key] as { choices: readonly string[] }).choices.join(', ')}.`;
  return `is not valid: ${issue?.message ?? 'it must be text.'}`;
}
