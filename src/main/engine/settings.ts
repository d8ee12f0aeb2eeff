import { availableParallelism, totalmem } from 'node:os';
import type { z } from 'zod';
import { SafelightError } from '../../contract/errors.ts';
import { SETTING_KEYS, SETTINGS, type Setting, type SettingKey, type SettingValues } from '../../contract/settings.ts';
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
  /** Changes one; `null` goes back to the standard. Throws `request_invalid` with the allowed range. */
  set(key: string, value: number | null): Promise<Setting>;
}

/** Under these names in the store. */
const STORED: Record<SettingKey, string> = {
  workers: 'workers',
  memoryBudget: 'memoryBudget',
  deadlineSeconds: 'deadlineSeconds',
  maxMegapixels: 'maxMegapixels',
  cacheBytes: 'cache.limitBytes',
  keepReplacedDays: KEEP_DAYS_KEY,
};

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
  };
}

/** Every value as it counts; one that is stored and not valid (by an older program, by hand) counts as not set. */
export async function settingValues(
  stored: Pick<SettingsPort, 'get'>,
  standards: SettingValues,
): Promise<SettingValues> {
  const values = { ...standards };
  for (const key of SETTING_KEYS) values[key] = (await validStored(stored, key)) ?? values[key];
  return values;
}

/** The settings over their store; the cache is told at once. */
export function createSettings(
  stored: SettingsPort,
  cache: Pick<CachePort, 'setLimit'>,
  standards: SettingValues,
): Settings {
  async function setting(key: SettingKey): Promise<Setting> {
    const { title, unit, restart } = SETTINGS[key];
    const standard = standards[key];
    const value = await validStored(stored, key);
    return { key, title, unit, restart, standard, value: value ?? standard, isSet: value !== undefined };
  }
  return {
    list: () => Promise.all(SETTING_KEYS.map(setting)),
    get: async (key) => await setting(knownKey(key)),
    async set(given, value) {
      const key = knownKey(given);
      if (value !== null) check(key, value);
      if (key === 'cacheBytes') await cache.setLimit(value ?? standards.cacheBytes);
      if (key !== 'cacheBytes' || value === null) await stored.set(STORED[key], value ?? undefined);
      return await setting(key);
    },
  };
}

async function validStored(stored: Pick<SettingsPort, 'get'>, key: SettingKey): Promise<number | undefined> {
  const parsed = SETTINGS[key].schema.safeParse(await stored.get(STORED[key]));
  return parsed.success ? parsed.data : undefined;
}

function knownKey(key: string): SettingKey {
  if (Object.hasOwn(SETTINGS, key)) return key as SettingKey;
  const hint = didYouMean(key, SETTING_KEYS) || ` There are ${SETTING_KEYS.join(', ')}.`;
  throw new SafelightError('request_invalid', `There is no setting “${key}”.${hint}`);
}

function check(key: SettingKey, value: number): void {
  const schema: z.ZodType<number> & { minValue?: number | null; maxValue?: number | null } = SETTINGS[key].schema;
  if (schema.safeParse(value).success) return;
  const whole = SETTINGS[key].schema.safeParse(Math.round(value)).success && !Number.isInteger(value);
  const message = whole
    ? `${key} must be a whole number.`
    : `${key} must be from ${schema.minValue} to ${schema.maxValue}.`;
  throw new SafelightError('request_invalid', message, { issues: [{ path: key, code: 'param_invalid', message }] });
}
