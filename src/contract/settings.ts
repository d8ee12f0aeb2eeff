import { z } from 'zod';

/** What a setting is measured in; bytes are shown in decimal units. */
export type SettingUnit = 'photos' | 'bytes' | 'seconds' | 'megapixels' | 'days';

/** Everything a person can set for the whole program, in one place. Values are plain numbers, so that they survive updates. */
export const SETTINGS = {
  workers: {
    schema: z.int().min(1).max(64),
    title: 'Photos worked on side by side',
    unit: 'photos',
    restart: true,
  },
  memoryBudget: {
    schema: z.int().min(256e6).max(1e13),
    title: 'Memory that photos may use together; one larger photo runs alone, up to twice this',
    unit: 'bytes',
    restart: true,
  },
  deadlineSeconds: {
    schema: z.number().min(1).max(86_400),
    title: 'Longest time for one photo',
    unit: 'seconds',
    restart: true,
  },
  maxMegapixels: {
    schema: z.number().min(1).max(20_000),
    title: 'Largest photo accepted',
    unit: 'megapixels',
    restart: true,
  },
  cacheBytes: {
    schema: z.int().min(0).max(1e15),
    title: 'Largest size of the cache; 0 keeps nothing',
    unit: 'bytes',
    restart: false,
  },
  keepReplacedDays: {
    schema: z.number().min(0).max(36_500),
    title: 'How long what “overwrite” replaced is kept, so that a run can be undone',
    unit: 'days',
    restart: true,
  },
} as const satisfies Record<
  string,
  {
    schema: z.ZodType<number>;
    title: string;
    unit: SettingUnit /** Counts from the next start on. */;
    restart: boolean;
  }
>;

export type SettingKey = keyof typeof SETTINGS;
export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];
export type SettingValues = Record<SettingKey, number>;

/** A setting as it stands. */
export interface Setting {
  key: SettingKey;
  title: string;
  unit: SettingUnit;
  value: number;
  /** What counts while nobody has set it. */
  standard: number;
  /** Somebody has set it. */
  isSet: boolean;
  restart: boolean;
}
