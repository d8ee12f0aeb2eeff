import { useSyncExternalStore } from 'react';

/** Where the user is; kept in the URL's hash so that reload, back and deep links work in the browser and in the app. */
export type Route =
  | { screen: 'batches' }
  | { screen: 'batch'; runId: number }
  | { screen: 'item'; runId: number; itemId: number };

export function parseRoute(hash: string): Route {
  const item = /^#\/runs\/(\d+)\/items\/(\d+)$/.exec(hash);
  if (item !== null) return { screen: 'item', runId: Number(item[1]), itemId: Number(item[2]) };
  const run = /^#\/runs\/(\d+)$/.exec(hash);
  if (run !== null) return { screen: 'batch', runId: Number(run[1]) };
  return { screen: 'batches' };
}

export const toBatches = '#/';
export const toRun = (runId: number): string => `#/runs/${runId}`;
export const toItem = (runId: number, itemId: number): string => `#/runs/${runId}/items/${itemId}`;

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
