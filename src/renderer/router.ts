import { useSyncExternalStore } from 'react';

/** Where the user is; kept in the URL's hash so that reload, back and deep links work in the browser and in the app. */
export type Route =
  | { screen: 'batches' }
  | { screen: 'batch'; runId: number }
  | { screen: 'item'; runId: number; itemId: number }
  | { screen: 'workflows' }
  | { screen: 'workflow'; workflowId: string }
  | { screen: 'hotFolders' }
  | { screen: 'settings' };

/** Reads a hash; what is not known leads to the batches. */
export function parseRoute(hash: string): Route {
  const [first, second, third, fourth] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  if (first === 'batches' && isId(second)) {
    if (third === 'items' && isId(fourth)) return { screen: 'item', runId: Number(second), itemId: Number(fourth) };
    return { screen: 'batch', runId: Number(second) };
  }
  if (first === 'workflows')
    return second === undefined || second === '' ? { screen: 'workflows' } : { screen: 'workflow', workflowId: second };
  if (first === 'hot-folders') return { screen: 'hotFolders' };
  if (first === 'settings') return { screen: 'settings' };
  return { screen: 'batches' };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function isId(part: string | undefined): part is string {
  return part !== undefined && /^\d+$/.test(part);
}

/** Addresses of the screens, for links and `go`. */
export const to = {
  batches: '#/batches',
  batch: (runId: number): string => `#/batches/${runId}`,
  item: (runId: number, itemId: number): string => `#/batches/${runId}/items/${itemId}`,
  workflows: '#/workflows',
  /** A workflow's id or slug. */
  workflow: (id: number | string): string => `#/workflows/${encodeURIComponent(id)}`,
  hotFolders: '#/hot-folders',
  settings: '#/settings',
};

export function go(address: string): void {
  window.location.hash = address;
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(
    (changed) => {
      window.addEventListener('hashchange', changed);
      return () => window.removeEventListener('hashchange', changed);
    },
    () => window.location.hash,
  );
  return parseRoute(hash);
}
