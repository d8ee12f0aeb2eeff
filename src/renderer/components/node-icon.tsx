import * as I from './node-icons.ts';

const BY_NAME = new Map(Object.entries(I.NODE_ICONS));

/** A node type's icon by the name its definition gives; a plain box for names that this program has no drawing of. */
export function NodeIcon({ name, size = 16 }: { name: string | undefined; size?: number }) {
  const Icon = BY_NAME.get(name ?? '') ?? I.FALLBACK;
  return <Icon size={size} stroke={1.5} aria-hidden="true" />;
}
