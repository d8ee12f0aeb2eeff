import type { NodeTypeInfo } from '../../../contract/node-type.ts';

/** Params that say the same thing in different ways; exactly one way counts. Each way is a list of params that belong together. */
export type Ways = string[][];

/** What a node takes in one of several ways, from its schema. */
export function waysOf(info: Pick<NodeTypeInfo, 'params'>): Ways[] {
  const listed = info.params['exactlyOneOf'];
  return Array.isArray(listed) ? listed.map((one: { ways: Ways }) => one.ways) : [];
}

/** The way that is taken by what is set; undefined while none is. */
export function wayTaken(ways: Ways, value: Record<string, unknown>): string[] | undefined {
  return ways.find((way) => way.some((name) => value[name] !== undefined));
}

/** The params with another way taken: what the others say is gone, the new way starts from `first`. */
export function takeWay(
  ways: Ways,
  way: string[],
  value: Record<string, unknown>,
  first: (name: string) => unknown,
): Record<string, unknown> {
  const others = ways.flat().filter((name) => !way.includes(name));
  const kept = Object.entries(value).filter(([name]) => !others.includes(name));
  return { ...Object.fromEntries(way.map((name) => [name, first(name)])), ...Object.fromEntries(kept) };
}
