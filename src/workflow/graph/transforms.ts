import type { Transform } from '../../contract/workflow.ts';

type Change = (value: unknown) => unknown;

const ofText =
  (change: (text: string) => unknown): Change =>
  (value) =>
    typeof value === 'string' ? change(value) : undefined;
const ofNumber =
  (change: (number: number) => number): Change =>
  (value) => {
    const number = toNumber(value);
    return number === undefined ? undefined : change(number);
  };
const ofList =
  (change: (list: ArrayLike<unknown>) => unknown): Change =>
  (value) =>
    Array.isArray(value) || typeof value === 'string' ? change(value) : undefined;

/** `round` goes up from the middle, as `Math.round` does; `basename` is what stands behind the last slash or backslash. */
const CHANGES: Record<Transform, Change> = {
  to_string: (value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)),
  to_number: toNumber,
  round: ofNumber(Math.round),
  floor: ofNumber(Math.floor),
  ceil: ofNumber(Math.ceil),
  basename: ofText((text) => text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1)),
  lowercase: ofText((text) => text.toLowerCase()),
  uppercase: ofText((text) => text.toUpperCase()),
  first: ofList((list) => list[0]),
  last: ofList((list) => list[list.length - 1]),
  length: ofList((list) => list.length),
};

/** The changed value; undefined when the change does not fit it (`round` of a text that is no number, `first` of nothing). */
export function transformed(value: unknown, transform: Transform): unknown {
  return CHANGES[transform](value);
}

function toNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
