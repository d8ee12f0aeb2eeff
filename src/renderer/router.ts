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

let held: { at: string; ask: (leave: () => void) => void } | null = null;

/**
 * Asks before the screen is left, until the returned function is called. `ask` gets what leads on to where somebody wanted to
 * go. Closing the window is asked about by the browser.
 */
export function holdHere(ask: (leave: () => void) => void): () => void {
  const mine = { at: window.location.hash, ask };
  const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
  held = mine;
  window.addEventListener('beforeunload', beforeUnload);
  return () => {
    if (held === mine) held = null;
    window.removeEventListener('beforeunload', beforeUnload);
  };
}

/** Whether a change of the address was taken back, to ask first. */
function isHeld(): boolean {
  const wanted = window.location.hash;
  if (held === null || wanted === held.at) return false;
  window.history.replaceState(null, '', held.at);
  held.ask(() => {
    held = null;
    window.location.hash = wanted;
  });
  return true;
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(
    (changed) => {
      const listener = () => {
        if (!isHeld()) changed();
      };
      window.addEventListener('hashchange', listener);
      return () => window.removeEventListener('hashchange', listener);
    },
    () => window.location.hash,
  );
  return parseRoute(hash);
}
