/** A picture that follows what is done to it. */
export interface LivePicture {
  src: string | undefined;
  error: Error | null;
  /** A newer one is on its way. */
  busy: boolean;
  /** How long the one that is shown took, from asking to being here. */
  ms: number | undefined;
}

/**
 * What takes longer than this, and than twice the last picture, is given up for something newer; what is quicker is shown, so that a
 * slider has pictures on its way on a slow machine too.
 */
const PATIENCE_MS = 400;

/** Follows what is wanted until it is ended. */
export interface PictureLoop {
  /** Null for no picture at all. */
  want(key: string | null): void;
  end(): void;
}

/** A picture on its way. */
interface Asking {
  key: string;
  since: number;
  stop: AbortController;
}

/**
 * Keeps a picture up to what is wanted: one is asked for at a time, the newest next. (Two at a time gave no more of them on two cores,
 * and each came a third later.) Whatever was wanted meanwhile is left out; what takes long is given up.
 * @param ask makes the picture of a key
 * @param show told whenever something changes
 */
export function startPictureLoop(
  ask: (key: string, signal: AbortSignal) => Promise<Blob>,
  show: (change: (before: LivePicture) => LivePicture) => void,
): PictureLoop {
  let wanted: string | null = null;
  /** What is shown, as a picture or an error. */
  let settled: string | null = null;
  let running: Asking | null = null;
  let url: string | undefined;
  let ended = false;
  let last = 0;

  const put = (blob: Blob | null) => {
    if (url !== undefined) URL.revokeObjectURL(url);
    url = blob === null ? undefined : URL.createObjectURL(blob);
  };
  const giveUp = () => {
    running?.stop.abort();
    running = null;
  };
  const next = () => {
    if (!ended && wanted !== null && wanted !== settled && running === null) void run(wanted);
  };
  const run = async (key: string): Promise<void> => {
    const mine = { key, since: performance.now(), stop: new AbortController() };
    running = mine;
    show((before) => ({ ...before, busy: true }));
    try {
      const blob = await ask(key, mine.stop.signal);
      if (ended || mine.stop.signal.aborted) return;
      put(blob);
      settled = key;
      const ms = performance.now() - mine.since;
      last = ms;
      show(() => ({ src: url, error: null, busy: wanted !== key, ms }));
    } catch (thrown) {
      if (ended || wanted !== key || mine.stop.signal.aborted) return;
      settled = key;
      show((before) => ({ ...before, error: thrown as Error, busy: false }));
    } finally {
      if (running === mine) running = null;
      next();
    }
  };
  return {
    want(key: string | null) {
      wanted = key;
      if (key === null) {
        giveUp();
        put(null);
        settled = null;
        show(() => ({ src: undefined, error: null, busy: false, ms: undefined }));
        return;
      }
      const patience = Math.max(PATIENCE_MS, 2 * last);
      if (running !== null && running.key !== key && performance.now() - running.since > patience) giveUp();
      next();
    },
    end() {
      ended = true;
      giveUp();
      put(null);
    },
  };
}
