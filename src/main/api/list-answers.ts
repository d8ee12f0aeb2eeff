import { hash } from 'node:crypto';

/** An answer as it is sent; encoded once for all. */
export interface ListAnswer {
  json: Uint8Array<ArrayBuffer>;
  etag: string;
}

/**
 * Answers that many ask for at once, worked out once: all who ask while nothing has happened share one. It is never older
 * than the last event and the last write when they asked, so whoever has heard of something, or changed it, also finds it in the list.
 */
export interface ListAnswers {
  /** @param key all that the answer depends on: who asks, and for what */
  get(key: string, make: () => Promise<unknown>): Promise<ListAnswer>;
  /** The answer that was worked out for the key, while it still counts; null: ask with `get`. */
  known(key: string): ListAnswer | null;
}

/** Counts change a little before they are told of. */
const LONGEST_MS = 50;

/**
 * @param version changes whenever something has happened or was written
 * @param now milliseconds
 */
export function createListAnswers(version: () => string, now: () => number = () => performance.now()): ListAnswers {
  let current = '';
  let since = 0;
  let answers = new Map<string, Promise<ListAnswer>>();
  let ready = new Map<string, ListAnswer>();
  const isOld = (): boolean => version() !== current || now() - since > LONGEST_MS;
  return {
    known: (key) => (isOld() ? null : (ready.get(key) ?? null)),

    async get(key, make) {
      if (isOld()) {
        current = version();
        since = now();
        answers = new Map();
        ready = new Map();
      }
      const of = ready;
      const shared = answers.get(key);
      if (shared !== undefined) return await shared;
      const own = make().then((value) => {
        const json = new TextEncoder().encode(JSON.stringify(value));
        const answer = { json, etag: `"${hash('sha1', json, 'base64url')}"` };
        of.set(key, answer);
        return answer;
      });
      answers.set(key, own);
      return await own;
    },
  };
}
