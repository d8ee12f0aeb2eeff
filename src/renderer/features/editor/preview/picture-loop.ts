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
/** One is being drawn here while the next is made over there. */
const AT_ONCE = 2;

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
 * Keeps a picture up to what is wanted: two are asked for at a time, the newest next. Whatever was wanted meanwhile is left out; what takes
 * long is given up. A picture that is not wanted any more never takes the place of a newer one.
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
  /** The newest one last. */
  let running: Asking[] = [];
  let url: string | undefined;
  let ended = false;
  let last = 0;

  const put = (blob: Blob | null) => {
    if (url !== undefined) URL.revokeObjectURL(url);
    url = blob === null ? undefined : URL.createObjectURL(blob);
  };
  const giveUp = (those: readonly Asking[]) => {
    running = running.filter((one) => !those.includes(one));
    for (const { stop } of those) stop.abort();
  };
  const next = () => {
    const isOnItsWay = wanted === settled || running.some(({ key }) => key === wanted);
    if (!ended && wanted !== null && !isOnItsWay && running.length < AT_ONCE) void run(wanted);
  };
  const run = async (key: string): Promise<void> => {
    const mine = { key, since: performance.now(), stop: new AbortController() };
    running.push(mine);
    show((before) => ({ ...before, busy: true }));
    try {
      const blob = await ask(key, mine.stop.signal);
      if (ended || mine.stop.signal.aborted) return;
      const place = running.indexOf(mine);
      giveUp(running.filter((one, n) => one !== mine && (key === wanted || (n < place && one.key !== wanted))));
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
      running = running.filter((one) => one !== mine);
      next();
    }
  };
  return {
    want(key: string | null) {
      wanted = key;
      if (key === null) {
        giveUp(running);
        put(null);
        settled = null;
        show(() => ({ src: undefined, error: null, busy: false, ms: undefined }));
        return;
      }
      const patience = Math.max(PATIENCE_MS, 2 * last);
      const now = performance.now();
      if (running.length === AT_ONCE) giveUp(running.filter((one) => one.key !== key && now - one.since > patience));
      next();
    },
    end() {
      ended = true;
      giveUp(running);
      put(null);
    },
  };
}
