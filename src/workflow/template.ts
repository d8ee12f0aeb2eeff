import { SafelightError } from '../contract/errors.ts';

/**
 * The `{token}` grammar shared by file-name templates and watermark texts.
 *
 *     {name}            the value
 *     {seq:4}           a number padded with zeros to four digits
 *     {date:YYYY-MM}    a date; fields YYYY YY MM DD HH mm ss in local time, everything between them as it is
 *     {exif.model|none} a default for a missing or empty value; `{seq:4|0}` has both
 *     {{  }}            literal braces (a single `}` outside a token is literal too)
 */
export type TemplatePart =
  | { kind: 'text'; text: string }
  | { kind: 'token'; token: string; format: TokenFormat | null; fallback: string | null };
export type TokenFormat = { by: 'digits'; digits: number } | { by: 'date'; pattern: string };

/** Tokens beside `exif.<field>`, and what format each takes. */
export const TEMPLATE_TOKENS: Readonly<Record<string, TokenFormat['by'] | null>> = {
  name: null,
  ext: null,
  seq: 'digits',
  date: 'date',
  width: null,
  height: null,
  relpath: null,
  workflow: null,
  branch: null,
};

const DATE_FIELD = /YYYY|YY|MM|DD|HH|mm|ss/g;
const DEFAULT_DATE = 'YYYY-MM-DD';

/** Parts of a template in order. Throws `name_template_invalid` naming the wrong place. */
export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = '';
  let at = 0;
  while (at < template.length) {
    const char = template[at]!;
    if ((char === '{' || char === '}') && template[at + 1] === char) {
      text += char;
      at += 2;
    } else if (char === '{') {
      const end = template.indexOf('}', at);
      if (end < 0) throw invalid(template, `the brace at "${template.slice(at, at + 12)}" is never closed`);
      if (text !== '') parts.push({ kind: 'text', text });
      text = '';
      parts.push(parseToken(template, template.slice(at + 1, end)));
      at = end + 1;
    } else {
      text += char;
      at += 1;
    }
  }
  if (text !== '') parts.push({ kind: 'text', text });
  return parts;
}

/**
 * The template with its tokens replaced. A value that is missing or empty becomes the token's default, or nothing.
 * `date` is an ISO date-time. Throws `name_template_invalid`.
 */
export function expandTemplate(template: string, values: Record<string, string | number | undefined>): string {
  return parseTemplate(template)
    .map((part) => {
      if (part.kind === 'text') return part.text;
      const value = Object.hasOwn(values, part.token) ? values[part.token] : undefined;
      const shown = value === undefined || value === '' ? '' : formatted(value, part);
      return shown === '' ? (part.fallback ?? '') : shown;
    })
    .join('');
}

/**
 * Values of the `exif.<field>` tokens: every EXIF basic under its own name, and `exif.year`, `exif.month`, `exif.day`
 * of the moment the picture was taken.
 */
export function exifTokenValues(exif: Record<string, string | number>): Record<string, string | number> {
  const values: Record<string, string | number> = {};
  for (const [field, value] of Object.entries(exif)) values[`exif.${field}`] = value;
  const taken = /^(\d{4})-(\d{2})-(\d{2})/.exec(String(exif['takenAt'] ?? ''));
  if (taken) {
    values['exif.year'] = taken[1]!;
    values['exif.month'] = taken[2]!;
    values['exif.day'] = taken[3]!;
  }
  return values;
}

function parseToken(template: string, body: string): TemplatePart {
  const bar = body.indexOf('|');
  const fallback = bar < 0 ? null : body.slice(bar + 1);
  const head = bar < 0 ? body : body.slice(0, bar);
  const colon = head.indexOf(':');
  const token = (colon < 0 ? head : head.slice(0, colon)).trim();
  const isExif = /^exif\.[A-Za-z][A-Za-z0-9]*$/.test(token);
  if (!isExif && !Object.hasOwn(TEMPLATE_TOKENS, token)) {
    const known = [...Object.keys(TEMPLATE_TOKENS), 'exif.model'].map((name) => `{${name}}`).join(' ');
    throw invalid(template, `{${body}} is not known. There are ${known} and other EXIF fields`);
  }
  const accepts = isExif ? 'any' : TEMPLATE_TOKENS[token]!;
  const format = colon < 0 ? null : parseFormat(template, body, head.slice(colon + 1).trim(), accepts);
  return { kind: 'token', token, format, fallback };
}

function parseFormat(
  template: string,
  body: string,
  format: string,
  accepts: TokenFormat['by'] | 'any' | null,
): TokenFormat {
  if (/^(0?[1-9]|1\d|20)$/.test(format) && (accepts === 'digits' || accepts === 'any')) {
    return { by: 'digits', digits: Number(format) };
  }
  const rest = format.replace(DATE_FIELD, '');
  if (rest.length < format.length && !/[\p{L}\p{N}]/u.test(rest) && (accepts === 'date' || accepts === 'any')) {
    return { by: 'date', pattern: format };
  }
  const wanted = {
    digits: 'takes a number of digits from 1 to 20, as in {seq:4}',
    date: 'takes a date format made of YYYY MM DD HH mm ss, as in {date:YYYYMMDD}',
    any: 'takes a number of digits or a date format made of YYYY MM DD HH mm ss',
    none: 'takes no format',
  }[accepts ?? 'none'];
  throw invalid(template, `{${body}} ${wanted}`);
}

function formatted(value: string | number, part: TemplatePart & { kind: 'token' }): string {
  const format = part.format ?? (part.token === 'date' ? { by: 'date' as const, pattern: DEFAULT_DATE } : null);
  if (format === null) return String(value);
  if (format.by === 'digits') {
    const digits = String(value);
    return /^-?\d+$/.test(digits) ? digits.replace(/\d+/, (run) => run.padStart(format.digits, '0')) : digits;
  }
  return formatDate(String(value), format.pattern);
}

/** Empty when the value is no date. A date-time without zone (EXIF's) keeps its own clock; one with zone is shown in local time. */
function formatDate(value: string, pattern: string): string {
  // ECMAScript reads a date alone as UTC, which is the day before west of Greenwich.
  const date = new Date(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00` : value);
  if (Number.isNaN(date.getTime())) return '';
  const two = (n: number): string => String(n).padStart(2, '0');
  const year = String(date.getFullYear()).padStart(4, '0');
  const fields: Record<string, string> = {
    YYYY: year,
    YY: year.slice(-2),
    MM: two(date.getMonth() + 1),
    DD: two(date.getDate()),
    HH: two(date.getHours()),
    mm: two(date.getMinutes()),
    ss: two(date.getSeconds()),
  };
  return pattern.replace(DATE_FIELD, (field) => fields[field]!);
}

function invalid(template: string, what: string): SafelightError {
  return new SafelightError('name_template_invalid', `The template "${template}" is not valid: ${what}.`);
}
