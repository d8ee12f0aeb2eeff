import { beforeEach, describe, expect, it } from 'vitest';
import {
  type LivePicture,
  type PictureLoop,
  startPictureLoop,
} from '../../../src/renderer/features/editor/preview/picture-loop.ts';

/** What was asked for and neither came nor was given up. */
let asked: Map<string, { come: () => Promise<void>; fail: () => Promise<void> }>;
let shown: LivePicture;
/** Keys of the pictures that were shown, in order. */
let seen: string[];
let loop: PictureLoop;

beforeEach(() => {
  asked = new Map();
  seen = [];
  shown = { src: undefined, error: null, busy: false, ms: undefined };
  let newest = '';
  const ask = (key: string, signal: AbortSignal) => {
    const { promise, resolve, reject } = Promise.withResolvers<Blob>();
    const settle = (how: () => void) => async () => {
      asked.delete(key);
      newest = key;
      how();
      await new Promise((next) => setImmediate(next));
    };
    asked.set(key, {
      come: settle(() => resolve(new Blob([key]))),
      fail: settle(() => reject(new Error(`no ${key}`))),
    });
    signal.addEventListener('abort', () => {
      asked.delete(key);
      reject(signal.reason as Error);
    });
    return promise;
  };
  loop = startPictureLoop(ask, (change) => {
    const { src } = shown;
    shown = change(shown);
    if (shown.src !== undefined && shown.src !== src) seen.push(newest);
  });
});

const keys = () => [...asked.keys()];

describe('a live picture', () => {
  it('is asked for once at a time, and what was wanted meanwhile is left out', async () => {
    for (const key of ['a', 'b', 'c', 'd']) loop.want(key);
    expect(keys()).toEqual(['a']);
    await asked.get('a')!.come();
    expect(shown.busy).toBe(true);
    expect(keys()).toEqual(['d']);
    await asked.get('d')!.come();
    expect(seen).toEqual(['a', 'd']);
    expect(shown.busy).toBe(false);
    expect(keys()).toEqual([]);
  });

  it('is there when the slider came back to it, though something else was wanted in between', async () => {
    loop.want('a');
    loop.want('b');
    loop.want('a');
    await asked.get('a')!.come();
    expect(keys()).toEqual([]);
    expect(seen).toEqual(['a']);
    expect(shown.busy).toBe(false);
  });

  it('says why it could not be made, and is asked for again once something else is wanted', async () => {
    loop.want('a');
    await asked.get('a')!.fail();
    expect(shown.error?.message).toBe('no a');
    loop.want('a');
    expect(keys()).toEqual([]);
    loop.want('b');
    await asked.get('b')!.come();
    expect(shown.error).toBeNull();
  });

  it('is gone, and nothing is on its way any more, when none is wanted', async () => {
    loop.want('a');
    await asked.get('a')!.come();
    loop.want('b');
    loop.want(null);
    expect(keys()).toEqual([]);
    expect(shown).toMatchObject({ src: undefined, busy: false });
  });
});
