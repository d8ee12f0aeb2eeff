import { IconPhotoOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useWords } from '../../../words/use-words.ts';
import type { Placed } from './zoom.ts';

/** A picture to look at, in two sizes. */
export interface Side {
  nodeId: string;
  label: string;
  /** Sharp enough while all of it is seen. */
  base: string;
  /** In the size it is drawn at; equal to `base` where that is enough. */
  sharp: string;
  /** Shown until the base is there: what the grid has already. */
  thumb: string | undefined;
}

/** One side of the comparison: drawn at once from what is there, sharpened in place. */
export function Layer(props: { side: Side; frame: Placed; alt: string; onBase?: (image: HTMLImageElement) => void }) {
  const { side, frame, alt } = props;
  const { t } = useWords();
  const [loaded, setLoaded] = useState<string | null>(null);
  const [sharpened, setSharpened] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const style = { left: frame.left, top: frame.top, width: frame.width, height: frame.height };
  // Large enough to see the pixels: show them as they are.
  const pixelated = side.sharp !== side.base && sharpened === side.sharp ? frame.width : 0;
  useEffect(() => setFailed((was) => (was === side.base ? was : null)), [side.base]);
  if (failed === side.base)
    return (
      <p className="layer-missing">
        <IconPhotoOff size={24} stroke={1.2} aria-hidden="true" />
        {t('item.noPicture', { reason: side.label })}
      </p>
    );
  return (
    <>
      {loaded !== side.base && side.thumb !== undefined && (
        <img className="layer-thumb" src={side.thumb} alt="" style={style} draggable={false} />
      )}
      <img
        key={side.base}
        src={side.base}
        alt={alt}
        style={style}
        draggable={false}
        data-loaded={loaded === side.base}
        onLoad={(event) => {
          setLoaded(side.base);
          props.onBase?.(event.currentTarget);
        }}
        onError={() => setFailed(side.base)}
      />
      {side.sharp !== side.base && (
        <img
          key={side.sharp}
          src={side.sharp}
          alt=""
          style={{ ...style, visibility: sharpened === side.sharp ? 'visible' : 'hidden' }}
          data-pixels={pixelated > 0}
          draggable={false}
          onLoad={() => setSharpened(side.sharp)}
        />
      )}
    </>
  );
}
