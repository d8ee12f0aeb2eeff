import type { ExportFormat, ProfileName } from './steps.ts';

/** Fields of IPTC Core that can be written, with the standard's own names in docs/nodes.md. */
export const METADATA_FIELDS = [
  'title',
  'caption',
  'keywords',
  'creator',
  'credit',
  'copyright',
  'rights',
  'contactUrl',
] as const;
export type MetadataField = (typeof METADATA_FIELDS)[number];

/** One change to the metadata of the files that are exported behind it. */
export interface MetadataEdit {
  /** `set` replaces, `ifEmpty` adds what is missing, `remove` takes the fields out that are named. */
  mode: 'set' | 'ifEmpty' | 'remove';
  /** Texts may hold `{tokens}`; keywords are separated by commas. With `remove` the text does not matter. */
  fields: Partial<Record<MetadataField, string>>;
  /** The place where it was taken goes, whatever the export keeps. */
  stripGps: boolean;
}

/** Says what the files behind it tell of the picture; the pixels stay as they are. The planner hands it on to the encoders. */
export interface MetadataStep {
  kind: 'metadata';
  edit: MetadataEdit;
}

/** What an encoded file has to be. Absent or null: not looked at. */
export interface FileRules {
  formats?: ExportFormat[] | null | undefined;
  profile?: ProfileName | null | undefined;
  /** Sides in px. */
  minLongEdge?: number | null | undefined;
  maxLongEdge?: number | null | undefined;
  minShortEdge?: number | null | undefined;
  maxShortEdge?: number | null | undefined;
  width?: number | null | undefined;
  height?: number | null | undefined;
  /** Width by height, within a pixel. */
  aspect?: number | null | undefined;
  maxMegapixels?: number | null | undefined;
  /** Of 1000 bytes. */
  maxKilobytes?: number | null | undefined;
  /** All pixels of the edge have this colour, each channel within `tolerance` of 255 levels. */
  background?: { color: string; tolerance: number } | null | undefined;
  /** The subject's width or height, whichever is more, in per cent of the picture's. */
  minFill?: number | null | undefined;
  /** What must not be in the file. */
  without?: ('gps' | 'metadata')[] | null | undefined;
}

/** Looks at an encoded file. */
export interface CheckStep {
  kind: 'check';
  rules: FileRules;
  /** `fail` the item, `warn` on the node, or `route` the file into `folder`. */
  onFailure: 'fail' | 'warn' | 'route';
  /** Below the output folder. */
  folder: string;
}
