import { useCallback, useState } from 'react';
import { useWords } from '../../../words/use-words.ts';
import { ClippingLayer } from './clipping-layer.tsx';
import { Divider } from './divider.tsx';
import { Layer, type Side } from './layer.tsx';
import { Pane } from './pane.tsx';
import type { Background, Mode } from './view-state.ts';
import { type Placed, type Size, scaleOf, type View } from './zoom.ts';

/**
 * Two pictures of one photo, compared. Both are drawn in the frame of the right one, so that places match also where a node changed
 * the size; what was cropped keeps its proportions.
 */
export function Viewer(props: {
  before: Side;
  after: Side;
  /** Of the right picture in full. */
  picture: Size;
  view: View;
  onView: (view: View) => void;
  mode: Mode;
  /** The left picture alone, for as long as a key is held. */
  held: boolean;
  background: Background;
  /** Marks of what is clipped in the right picture; null for none. */
  clipping: ImageData | null;
  onArea: (area: Size) => void;
}) {
  const { t, percent } = useWords();
  const { before, after, picture, view, mode, held } = props;
  const [split, setSplit] = useState(50);
  const [area, setArea] = useState<Size>({ width: 1, height: 1 });
  const { onArea } = props;
  const measured = useCallback(
    (size: Size) => {
      setArea(size);
      onArea(size);
    },
    [onArea],
  );
  const density = window.devicePixelRatio;
  const zoom = percent(scaleOf(view, area, picture, density) * density);
  const pane = { view, onView: props.onView, picture, onArea: measured };
  const beforeAlt = `${t('item.before')}: ${before.label}`;
  const afterAlt = `${t('item.after')}: ${after.label}`;
  const marks = (frame: Placed) => props.clipping !== null && <ClippingLayer overlay={props.clipping} frame={frame} />;

  if (mode === 'sideBySide')
    return (
      <div className="viewer" data-background={props.background}>
        <Pane {...pane} label={`${beforeAlt}. ${t('item.viewer', { zoom })}`}>
          {(frame) => <Layer side={before} frame={frame} alt={beforeAlt} />}
        </Pane>
        <Pane {...pane} label={`${afterAlt}. ${t('item.viewer', { zoom })}`}>
          {(frame) => (
            <>
              <Layer side={held ? before : after} frame={frame} alt={afterAlt} />
              {marks(frame)}
            </>
          )}
        </Pane>
        <span className="viewer-tag" data-side="left">
          {before.label}
        </span>
        <span className="viewer-tag" data-side="right">
          {after.label}
        </span>
      </div>
    );
  const sliding = mode === 'slider' && !held && before.nodeId !== after.nodeId;
  return (
    <div className="viewer" data-background={props.background}>
      <Pane {...pane} label={t('item.viewer', { zoom })}>
        {(frame) => (
          <>
            <Layer side={after} frame={frame} alt={afterAlt} />
            {marks(frame)}
            {(sliding || mode === 'flicker' || held) && (
              <div
                className="viewer-before"
                style={
                  sliding ? { clipPath: `inset(0 ${100 - split}% 0 0)` } : { visibility: held ? 'visible' : 'hidden' }
                }
              >
                <Layer side={before} frame={frame} alt={beforeAlt} />
              </div>
            )}
            {sliding && <Divider split={split} onSplit={setSplit} />}
          </>
        )}
      </Pane>
      {(sliding || held) && (
        <span className="viewer-tag" data-side="left">
          {before.label}
        </span>
      )}
      {!held && (
        <span className="viewer-tag" data-side="right">
          {after.label}
        </span>
      )}
    </div>
  );
}
