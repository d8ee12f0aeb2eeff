import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';

/**
 * A picture that fills its box: a grey skeleton in the final size until it is there, a quiet mark when it cannot be had. With
 * `preview`, a small version shown at once, that the full one replaces in place.
 */
export function Picture(props: {
  src: string | undefined;
  /** Empty for one that only decorates what is named beside it. */
  alt: string;
  preview?: string | undefined;
  fit?: 'contain' | 'cover';
  dimmed?: boolean;
}) {
  const { src, alt, preview, fit = 'contain', dimmed = false } = props;
  const [shown, setShown] = useState<{ src: string | undefined; state: 'loaded' | 'failed' } | null>(null);
  const state = shown?.src === src ? shown?.state : undefined;
  return (
    <span className="picture" data-state={src === undefined ? 'none' : (state ?? 'loading')} data-dimmed={dimmed}>
      {preview !== undefined && state === undefined && <img src={preview} alt="" style={{ objectFit: fit }} />}
      {src !== undefined && state !== 'failed' && (
        <img
          key={src}
          src={src}
          alt={alt}
          decoding="async"
          loading="lazy"
          draggable={false}
          style={{ objectFit: fit }}
          onLoad={() => setShown({ src, state: 'loaded' })}
          onError={() => setShown({ src, state: 'failed' })}
        />
      )}
      {state === 'failed' && <IconPhotoOff size={18} stroke={1.5} aria-label={alt} />}
    </span>
  );
}
