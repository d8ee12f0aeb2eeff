import { memo, useEffect, useRef, useState } from 'react';
import { loadSlot } from './load-slots.ts';

/** Pictures that came once need no pause: the browser still has them. */
const seen = new Set<string>();
const MOST_SEEN = 4000;
/** A tile that is gone sooner was only passed by. */
const PAUSE_MS = 90;

/**
 * The picture of a tile. The last one stays until the next is there, so that a result sharpens its source in place. While somebody
 * scrolls fast, pictures are asked for only where the view rests; those that scrolled away are given up.
 */
export const Thumb = memo(function Thumb(props: {
  src: string | undefined;
  /** Whether somebody scrolls too fast to look at anything. */
  isFast: () => boolean;
  dimmed: boolean;
  onMissing?: () => void;
}) {
  const { src, isFast, dimmed } = props;
  const [shown, setShown] = useState(() => (src !== undefined && seen.has(src) ? src : undefined));
  const [state, setState] = useState<'loading' | 'loaded' | 'missing'>('loading');
  const image = useRef<HTMLImageElement>(null);

  const slot = useRef(() => {});

  useEffect(() => {
    if (src === undefined || seen.has(src)) return setShown(src);
    const load = () => {
      slot.current = loadSlot(() => setShown(src));
    };
    const pause = isFast() ? setTimeout(load, PAUSE_MS) : load();
    return () => {
      clearTimeout(pause ?? undefined);
      slot.current();
    };
  }, [src, isFast]);

  useEffect(() => {
    const element = image.current;
    // Without an address the browser stops loading; a tile that merely leaves the page would go on.
    return () => element?.removeAttribute('src');
  }, []);

  return (
    <span className="thumb" data-state={shown === undefined ? 'loading' : state} data-dimmed={dimmed}>
      <img
        ref={image}
        src={shown}
        alt=""
        decoding="async"
        draggable={false}
        onLoad={() => {
          if (seen.size > MOST_SEEN) seen.clear();
          if (shown !== undefined) seen.add(shown);
          setState('loaded');
          slot.current();
        }}
        onError={() => {
          setState((was) => (was === 'loaded' ? was : 'missing'));
          slot.current();
        }}
      />
    </span>
  );
});
