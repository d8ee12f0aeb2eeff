import type { NodeTypeInfo, ParamHint } from '../../../contract/node-type.ts';
import { anchorPlaces } from './anchor-places.ts';

/** The kinds of fields a form knows how to draw. */
export type FieldKind =
  | 'slider'
  | 'number'
  | 'select'
  | 'list'
  | 'switch'
  | 'color'
  | 'text'
  | 'suggest'
  | 'template'
  | 'file'
  | 'anchor'
  | 'curve'
  | 'spots'
  | 'json';

/** One param of a node, as its form field needs it. */
export interface ParamField {
  name: string;
  /** `type.param`, by which names of choices are found. */
  key: string;
  kind: FieldKind;
  title: string;
  description: string | undefined;
  unit: string | undefined;
  /** Fields of one group stand together under this heading. */
  group: string | undefined;
  /** What is accepted; a slider may be narrower. */
  min: number | undefined;
  max: number | undefined;
  sliderMin: number;
  sliderMax: number;
  step: number;
  /** Of a select, a list or an anchor. */
  options: (string | number)[];
  /** What can be written besides, or is often: `auto` of a colour, `4:5` of an aspect. */
  suggestions: string[];
  /** A text that may also be a plain number: a margin of `20` or `5%`. */
  orNumber: boolean;
  /** What counts while nothing is set; undefined where leaving it out means something else (“no limit”). */
  standard: unknown;
  /** May be left out without having a default. */
  optional: boolean;
}

/** The part of JSON Schema that zod writes for params. */
interface PropertySchema extends Omit<Partial<ParamHint>, 'widget'> {
  /** Newer programs may send widgets this one does not know; they are drawn by type. */
  widget?: string;
  type?: string | string[];
  enum?: (string | number)[];
  const?: string | number;
  anyOf?: PropertySchema[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  default?: unknown;
  items?: PropertySchema;
}

/** The fields of a node type's form, in the order its schema names them. */
export function paramFields(info: Pick<NodeTypeInfo, 'params'> & { type?: string }): ParamField[] {
  const properties = (info.params['properties'] ?? {}) as Record<string, PropertySchema>;
  const required = new Set((info.params['required'] as string[] | undefined) ?? []);
  return Object.entries(properties).map(([name, schema]) =>
    fieldOf(name, `${info.type ?? ''}.${name}`, schema, required.has(name)),
  );
}

function fieldOf(name: string, key: string, schema: PropertySchema, required: boolean): ParamField {
  const options = optionsOf(schema);
  const min = schema.minimum ?? schema.exclusiveMinimum;
  const whole = schema.type === 'integer';
  const sliderMin = schema.sliderMin ?? finite(min) ?? 0;
  const sliderMax = schema.sliderMax ?? finite(schema.maximum) ?? 100;
  return {
    name,
    key,
    kind: kindOf(schema, options),
    title: schema.title ?? name,
    description: schema.description,
    unit: schema.unit,
    group: schema.group,
    min: finite(min),
    max: finite(schema.maximum),
    sliderMin,
    sliderMax,
    step: schema.step ?? (whole ? 1 : stepFor(sliderMax - sliderMin)),
    options,
    suggestions: suggestionsOf(schema),
    orNumber: (schema.anyOf ?? []).some((one) => one.type === 'number'),
    standard: schema.default,
    optional: !required && schema.default === undefined,
  };
}

/** zod gives integers the safe-integer range, which says nothing to a person. */
function finite(limit: number | undefined): number | undefined {
  return limit === undefined || Math.abs(limit) >= Number.MAX_SAFE_INTEGER ? undefined : limit;
}

function stepFor(range: number): number {
  if (range <= 2) return 0.01;
  return range <= 20 ? 0.1 : 1;
}

function optionsOf(schema: PropertySchema): (string | number)[] {
  const listed = schema.enum ?? schema.items?.enum;
  if (listed !== undefined) return listed;
  const constants = (schema.anyOf ?? []).flatMap((one) => one.enum ?? (one.const === undefined ? [] : [one.const]));
  return constants.length === (schema.anyOf ?? []).length ? constants : [];
}

const BY_WIDGET: Record<string, FieldKind> = {
  slider: 'slider',
  number: 'number',
  switch: 'switch',
  color: 'color',
  text: 'text',
  template: 'template',
  aspect: 'suggest',
  model: 'suggest',
  file: 'file',
  anchor: 'anchor',
  curve: 'curve',
  spots: 'spots',
};

/** Aspects that photos and shops ask for. */
const ASPECTS = ['1:1', '5:4', '4:5', '4:3', '3:4', '3:2', '2:3', '16:9', '9:16', '1.91:1'];

function suggestionsOf(schema: PropertySchema): string[] {
  if (schema.widget === 'aspect') return ASPECTS;
  if (schema.widget === 'model')
    return typeof schema.default === 'string' && schema.default !== '' ? [schema.default] : [];
  const words = (schema.anyOf ?? []).flatMap((one) => one.enum ?? (one.const === undefined ? [] : [one.const]));
  return words.map(String);
}

function kindOf(schema: PropertySchema, options: (string | number)[]): FieldKind {
  const asked = BY_WIDGET[schema.widget ?? ''];
  if (asked === 'curve' || asked === 'spots') return asked;
  // Lists have no widget of their own: what may be in them decides.
  if (schema.type === 'array') return options.length > 0 ? 'list' : 'json';
  if (asked === 'anchor' && anchorPlaces(options) === undefined) return 'select';
  if (asked === 'text' && suggestionsOf(schema).length > 0) return 'suggest';
  if (asked !== undefined) return asked;
  if (options.length > 0) return 'select';
  switch (schema.type) {
    case 'boolean':
      return 'switch';
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
      return 'text';
    default:
      return 'json';
  }
}

/** A param taken from another node's result: `{ "$ref": "analyze-1.dominantColor" }`. */
export function bindingOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('$ref' in value)) return null;
  return typeof value.$ref === 'string' ? value.$ref : null;
}

/** A number put where it is accepted, rounded to the decimals of the step, so that dragging does not write 0.30000000000000004. */
export function settle(value: number, field: Pick<ParamField, 'min' | 'max' | 'step'>): number {
  const decimals = Math.max(0, -Math.floor(Math.log10(field.step) + 1e-9));
  const rounded = Number(value.toFixed(Math.min(10, decimals)));
  return Math.min(field.max ?? Number.POSITIVE_INFINITY, Math.max(field.min ?? Number.NEGATIVE_INFINITY, rounded));
}

/**
 * A number as somebody typed it: decimal point or comma, a unit behind it, a plus sign. The one that is not the language's decimal
 * point parts thousands before three digits (`5,900` K, in German `5.900`). Null when it is none.
 */
export function typedNumber(text: string, decimalPoint = '.'): number | null {
  const thousands = decimalPoint === ',' ? /^([+-−]?[1-9]\d{0,2})\.(\d{3})$/ : /^([+-−]?[1-9]\d{0,2}),(\d{3})$/;
  const match = /^\s*([+-−]?\d*(?:[.,]\d+)?)\s*[^\d\s]*\s*$/.exec(text);
  const digits = match?.[1]?.replace(thousands, '$1$2').replace(',', '.').replace('−', '-') ?? '';
  if (!/\d/.test(digits)) return null;
  return Number(digits);
}

/** A text as it is written into params that take texts and numbers. `1.0` stays text: more digits may follow. */
export function textOrNumber(text: string, field: Pick<ParamField, 'orNumber'>): string | number {
  return field.orNumber && /^\d+(?:\.\d*[1-9])?$/.test(text) ? Number(text) : text;
}
