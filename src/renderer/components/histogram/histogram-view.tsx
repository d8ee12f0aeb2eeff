import { useMemo } from 'react';
import { useWords } from '../../words/use-words.ts';
import { type Histogram, outlineOf, peakOf } from './histogram.ts';
import './histogram.css';

const WIDTH = 256;
const HEIGHT = 80;
/** Shares below this are noise of a few pixels. */
const CLIPPED = 0.0005;

/** RGB and luma of a picture, and how much of it is clipped. With `onClipping`, the triangles switch the overlay. */
export function HistogramView(props: {
  histogram: Histogram | null;
  /** What is measured: `output`, a node's name … */
  label: string;
  clipping?: boolean;
  onClipping?: (shown: boolean) => void;
}) {
  const { t, percent } = useWords();
  const { histogram } = props;
  const outlines = useMemo(() => {
    if (histogram === null) return null;
    const peak = peakOf(histogram);
    const draw = (channel: Uint32Array) => outlineOf(channel, peak, WIDTH, HEIGHT);
    return {
      red: draw(histogram.red),
      green: draw(histogram.green),
      blue: draw(histogram.blue),
      luma: draw(histogram.luma),
    };
  }, [histogram]);
  const said =
    histogram === null
      ? t('picture.histogram')
      : t('picture.histogramSaid', {
          shadows: percent(histogram.shadows),
          highlights: percent(histogram.highlights),
        });
  return (
    <figure className="histogram">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={said}>
        {outlines !== null && (
          <>
            <path d={outlines.luma} className="histogram-luma" />
            <path d={outlines.red} className="histogram-red" />
            <path d={outlines.green} className="histogram-green" />
            <path d={outlines.blue} className="histogram-blue" />
          </>
        )}
      </svg>
      <figcaption className="dim count">
        <Clipped share={histogram?.shadows} side="shadows" {...props} />
        <span className="ellipsis">{props.label}</span>
        <Clipped share={histogram?.highlights} side="highlights" {...props} />
      </figcaption>
    </figure>
  );
}

function Clipped(props: {
  share: number | undefined;
  side: 'shadows' | 'highlights';
  clipping?: boolean;
  onClipping?: (shown: boolean) => void;
}) {
  const { t, percent } = useWords();
  const { share, side, clipping = false, onClipping } = props;
  const text = (
    <>
      <svg
        aria-hidden="true"
        viewBox="0 0 8 7"
        className="histogram-triangle"
        data-on={share !== undefined && share > CLIPPED}
      >
        <path d="M4 0 8 7H0Z" />
      </svg>
      {share === undefined ? '–' : percent(share)}
    </>
  );
  if (onClipping === undefined) return <span title={t(`picture.${side}`)}>{text}</span>;
  return (
    <button
      type="button"
      aria-pressed={clipping}
      aria-label={t('picture.clippingOf', {
        what: t(`picture.${side}`),
        share: share === undefined ? '–' : percent(share),
      })}
      title={t('picture.clipping')}
      onClick={() => onClipping(!clipping)}
    >
      {text}
    </button>
  );
}
