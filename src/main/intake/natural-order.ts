const collator = new Intl.Collator('und', { numeric: true });

/**
 * The order in which people count: `img2` before `img10`, `a` beside `A`. Never 0 for different names, and the same on
 * every machine, whatever its language.
 */
export function naturalOrder(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
