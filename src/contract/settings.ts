import { z } from '@hono/zod-openapi';
import { Collision } from './run.ts';

/** What a number is measured in; bytes are shown in decimal units. */
export type SettingUnit = 'photos' | 'bytes' | 'seconds' | 'megapixels' | 'days' | 'port';

/** How a setting is entered: a number with its unit, a switch, a line of text, a folder, one of several, or a list of lines. */
export type SettingKind = 'number' | 'switch' | 'text' | 'folder' | 'choice' | 'list';

/** What is fixed about a setting. */
export interface SettingFacts {
  schema: z.ZodType<number> | z.ZodType<boolean> | z.ZodType<string> | z.ZodType<string[]>;
  title: string;
  kind: SettingKind;
  unit?: SettingUnit;
  /** What a `choice` may be. */
  choices?: readonly string[];
  /** Counts from the next start on. */
  restart: boolean;
}

/** A host name or address, with a port or without. What it means is src/main/net's business. */
const host = z
  .string()
  .regex(/^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._:-]+)$/, 'It must be a host name or an address, with a port or without.')
  .max(300);

/** Everything a person can set for the whole program, in one place. Values are plain JSON, so that they survive updates. */
export const SETTINGS = {
  workers: {
    schema: z.int().min(1).max(64),
    title: 'Photos worked on side by side',
    kind: 'number',
    unit: 'photos',
    restart: true,
  },
  memoryBudget: {
    schema: z.int().min(256e6).max(1e13),
    title: 'Memory that photos may use together; one larger photo runs alone, up to twice this',
    kind: 'number',
    unit: 'bytes',
    restart: true,
  },
  deadlineSeconds: {
    schema: z.number().min(1).max(86_400),
    title: 'Longest time for one photo',
    kind: 'number',
    unit: 'seconds',
    restart: true,
  },
  maxMegapixels: {
    schema: z.number().min(1).max(20_000),
    title: 'Largest photo accepted',
    kind: 'number',
    unit: 'megapixels',
    restart: true,
  },
  cacheBytes: {
    schema: z.int().min(0).max(1e15),
    title: 'Largest size of the cache; 0 keeps nothing',
    kind: 'number',
    unit: 'bytes',
    restart: false,
  },
  keepReplacedDays: {
    schema: z.number().min(0).max(36_500),
    title: 'How long what “overwrite” replaced is kept, so that a run can be undone',
    kind: 'number',
    unit: 'days',
    restart: true,
  },
  defaultOutputFolder: {
    schema: z.string().max(4096),
    title: 'Folder for results when none is chosen; each run gets a folder of its own in it',
    kind: 'folder',
    restart: false,
  },
  defaultOutputName: {
    schema: z.string().min(1).max(500),
    title: 'Name of results when nothing else is chosen',
    kind: 'text',
    restart: false,
  },
  defaultCollision: {
    schema: Collision,
    title: 'When a result’s name is taken',
    kind: 'choice',
    choices: Collision.options,
    restart: false,
  },
  'server.enabled': {
    schema: z.boolean(),
    title: 'Let programs on this machine use Safelight while the app is open',
    kind: 'switch',
    restart: false,
  },
  'server.port': {
    schema: z.int().min(0).max(65_535),
    title: 'Port that they find it at; 0 takes any that is free',
    kind: 'number',
    unit: 'port',
    restart: false,
  },
  allowedHosts: {
    schema: z.array(host).max(1000),
    title: 'Addresses of the local network that photos may be fetched from, and that may be told when a run is over',
    kind: 'list',
    restart: false,
  },
} as const satisfies Record<string, SettingFacts>;

export type SettingKey = keyof typeof SETTINGS;
export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];
/** Every setting with its value. */
export type SettingValues = { [Key in SettingKey]: z.output<(typeof SETTINGS)[Key]['schema']> };
export type SettingValue = SettingValues[SettingKey];

/** A setting as it stands. */
export interface Setting {
  key: SettingKey;
  title: string;
  kind: SettingKind;
  /** Null for what is no number. */
  unit: SettingUnit | null;
  choices: string[] | null;
  value: SettingValue;
  /** What counts while nobody has set it. */
  standard: SettingValue;
  /** Somebody has set it. */
  isSet: boolean;
  restart: boolean;
}
