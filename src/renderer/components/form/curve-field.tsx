import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useWords } from '../../words/use-words.ts';
import { type CurvePoint, curvePath, movePoint, withPoint } from './curve-points.ts';
import { FieldFrame } from './field-frame.tsx';

const VIEW = 200;
/** Curves are in 8-bit levels whatever the depth of the picture. */
const range = 255;

/** A tone curve: click to add a point, drag it, double-click it (or Delete) to take it away; arrow keys move the focused point. */
export function CurveField(props: {
  title: string;
  description?: string | undefined;
  /** Points by rising input. */
  value: CurvePoint[];
  onChange: (value: CurvePoint[]) => void;
  onReset?: (() => void) | undefined;
  error?: string | undefined;
}) {
  const { t, number } = useWords();
  const svg = useRef<SVGSVGElement>(null);
  const dragged = useRef<number | null>(null);
  const { value, onChange } = props;
  const at = (event: PointerEvent): CurvePoint => {
    const box = svg.current!.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * range, (1 - (event.clientY - box.top) / box.height) * range];
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const point = value[index];
    if (point === undefined) return;
    const step = (range / 100) * (event.shiftKey ? 10 : 1);
    const moves: Record<string, CurvePoint> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, step],
      ArrowDown: [0, -step],
    };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      onChange(movePoint(value, index, [point[0] + move[0], point[1] + move[1]], range));
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && value.length > 2) {
      event.preventDefault();
      onChange(value.toSpliced(index, 1));
    }
  };
  return (
    <FieldFrame
      id={`curve-${props.title}`}
      title={props.title}
      description={props.description}
      onReset={props.onReset}
      error={props.error}
    >
      <span className="curve-hint">{t('form.curve')}</span>
      <fieldset className="curve">
        <svg
          ref={svg}
          id={`curve-${props.title}`}
          viewBox={`0 0 ${VIEW} ${VIEW}`}
          onPointerDown={(event) => {
            if (event.target instanceof SVGCircleElement) return;
            const added = withPoint(value, at(event), range);
            dragged.current = added.index;
            event.currentTarget.setPointerCapture(event.pointerId);
            onChange(added.points);
          }}
          onPointerMove={(event) => {
            if (dragged.current !== null) onChange(movePoint(value, dragged.current, at(event), range));
          }}
          onPointerUp={() => {
            dragged.current = null;
          }}
        >
          <title>{props.title}</title>
          {[1, 2, 3].map((line) => (
            <path
              key={line}
              className="grid"
              d={`M${(VIEW / 4) * line} 0V${VIEW}M0 ${(VIEW / 4) * line}H${VIEW}`}
              vectorEffect="non-scaling-stroke"
            />
          ))}
          <path d={curvePath(value, range, VIEW)} />
          {value.map((point, index) => (
            <circle
              // biome-ignore lint/suspicious/noArrayIndexKey: a point has no name but its place in the row
              key={index}
              cx={(point[0] / range) * VIEW}
              cy={VIEW - (point[1] / range) * VIEW}
              r={4}
              tabIndex={0}
              role="slider"
              aria-label={t('form.point', { n: index + 1, x: number(point[0]), y: number(point[1]) })}
              aria-valuenow={point[1]}
              onPointerDown={(event) => {
                dragged.current = index;
                svg.current?.setPointerCapture(event.pointerId);
              }}
              onDoubleClick={() => value.length > 2 && onChange(value.toSpliced(index, 1))}
              onKeyDown={(event) => onKeyDown(event, index)}
            />
          ))}
        </svg>
      </fieldset>
    </FieldFrame>
  );
}
