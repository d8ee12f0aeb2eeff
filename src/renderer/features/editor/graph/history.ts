/** What was, what is, and what was taken back. */
export interface History<T> {
  past: readonly T[];
  present: T;
  future: readonly T[];
  /** What the last step changed and when, so that a slider's moves become one step. */
  last: { key: string; at: number; open: boolean } | null;
}

/** As many steps as anybody takes back. */
const MOST_STEPS = 200;
/** Changes of one thing that follow one another this quickly are one step, also when each says it is done (wheel, typing). */
const SAME_MS = 800;

export function startHistory<T>(present: T): History<T> {
  return { past: [], present, future: [], last: null };
}

/**
 * The history with a step more. Steps with the same `key` become one while a movement goes on (`last` has not come), and when
 * they follow one another quickly. Without a key it is a step of its own.
 * @param now milliseconds
 * @param last nothing more of the same movement follows
 */
export function step<T>(history: History<T>, present: T, key: string | null, now: number, last = true): History<T> {
  if (present === history.present) {
    const kept = history.last;
    return kept !== null && kept.key === key && last
      ? { ...history, last: { ...kept, at: now, open: false } }
      : history;
  }
  const before = history.last;
  const same = key !== null && before?.key === key && (before.open || now - before.at < SAME_MS);
  return {
    past: same ? history.past : [...history.past, history.present].slice(-MOST_STEPS),
    present,
    future: [],
    last: key === null ? null : { key, at: now, open: !last },
  };
}

export function undo<T>(history: History<T>): History<T> {
  const present = history.past.at(-1);
  if (present === undefined) return history;
  return { past: history.past.slice(0, -1), present, future: [history.present, ...history.future], last: null };
}

export function redo<T>(history: History<T>): History<T> {
  const [present, ...future] = history.future;
  if (present === undefined) return history;
  return { past: [...history.past, history.present], present, future, last: null };
}
