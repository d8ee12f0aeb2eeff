import { useWords } from '../words/use-words.ts';
import { Picture } from './picture.tsx';

/**
 * Two states of a picture over one another, divided by a line that is dragged or moved with the arrow keys. `split` is held outside,
 * so that several pictures move together.
 */
export function BeforeAfter(props: {
  name: string;
  before: string | undefined;
  after: string | undefined;
  beforeLabel: string;
  afterLabel: string;
  error: Error | null;
  /** The after is being made anew; the last one stays. */
  busy: boolean;
  /** Per cent from the left. */
  split: number;
  onSplit: (split: number) => void;
}) {
  const { t, said } = useWords();
  // Nothing to compare yet: the whole of what there is.
  const waits = props.after === undefined && props.before !== undefined;
  const split = waits ? 100 : props.split;
  if (props.error !== null && props.after === undefined)
    return (
      <figure className="before-after" data-error="true">
        <p className="failed-text">{said(props.error.message)}</p>
        <figcaption>{props.name}</figcaption>
      </figure>
    );
  return (
    <figure className="before-after" data-busy={props.busy}>
      <Picture src={props.after} alt={`${props.name}, ${props.afterLabel}`} />
      <span className="before-after-before" style={{ clipPath: `inset(0 ${100 - split}% 0 0)` }}>
        <Picture src={props.before} alt={`${props.name}, ${props.beforeLabel}`} />
      </span>
      <span className="before-after-line" style={{ left: `${split}%` }} aria-hidden="true" />
      <input
        className="before-after-handle"
        type="range"
        min={0}
        max={100}
        step={0.5}
        value={split}
        aria-label={t('common.compare', { name: props.name })}
        onChange={(event) => props.onSplit(Number(event.target.value))}
      />
      <span className="picture-tag before-after-left">{props.beforeLabel}</span>
      <span className="picture-tag before-after-right">{props.afterLabel}</span>
      <figcaption className="ellipsis">{props.name}</figcaption>
    </figure>
  );
}
