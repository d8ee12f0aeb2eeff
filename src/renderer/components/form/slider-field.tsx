import { useEffect, useId, useRef } from 'react';
import { FieldFrame } from './field-frame.tsx';
import { NumberEntry } from './number-entry.tsx';
import { settle } from './param-schema.ts';

/**
 * A slider with its number beside it: drag, scroll to fine-tune, type, arrow keys, double-click to reset. The filled part begins at zero
 * where zero lies inside, so that a correction is seen as one.
 */
export function SliderField(props: {
  title: string;
  description?: string | undefined;
  value: number;
  onChange: (value: number) => void;
  /** The last of a series of changes (pointer up, key), for undo steps and saving. */
  onCommit?: ((value: number) => void) | undefined;
  /** Ends of the slider. */
  sliderMin: number;
  sliderMax: number;
  /** What may be typed. */
  min?: number | undefined;
  max?: number | undefined;
  step: number;
  unit?: string | undefined;
  standard?: number | undefined;
  onReset?: (() => void) | undefined;
  error?: string | undefined;
}) {
  const id = useId();
  const track = useRef<HTMLInputElement>(null);
  const { value, sliderMin, sliderMax, step, onChange, onCommit } = props;
  const limits = { min: props.min ?? sliderMin, max: props.max ?? sliderMax, step };
  const latest = useRef({ value, onChange, onCommit });
  useEffect(() => {
    latest.current = { value, onChange, onCommit };
  });
  // Keys that move nothing (Ctrl+Z, Tab) come up here too, and must not count as a change.
  const moved = useRef(false);
  const commit = () => {
    if (moved.current) onCommit?.(latest.current.value);
    moved.current = false;
  };
  const reset =
    props.onReset ??
    (props.standard === undefined
      ? undefined
      : () => {
          onChange(props.standard!);
          onCommit?.(props.standard!);
        });

  // React listens to the wheel passively; only a listener of our own can keep the panel from scrolling along.
  useEffect(() => {
    const element = track.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent) => {
      if (document.activeElement !== element && !event.altKey) return;
      event.preventDefault();
      const now = latest.current;
      const next = settle(now.value - Math.sign(event.deltaY || event.deltaX) * step, {
        min: sliderMin,
        max: sliderMax,
        step,
      });
      now.onChange(next);
      now.onCommit?.(next);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [sliderMin, sliderMax, step]);

  const share = (n: number) => Math.min(1, Math.max(0, (n - sliderMin) / (sliderMax - sliderMin || 1)));
  const origin = share(Math.min(sliderMax, Math.max(sliderMin, 0)));
  const at = share(value);
  const fill = { '--from': `${Math.min(origin, at) * 100}%`, '--to': `${Math.max(origin, at) * 100}%` };
  return (
    <FieldFrame
      id={id}
      title={props.title}
      description={props.description}
      standard={props.standard === undefined ? undefined : `${props.standard}${props.unit ?? ''}`}
      onReset={reset}
      error={props.error}
    >
      <input
        id={id}
        ref={track}
        className="slider"
        type="range"
        min={sliderMin}
        max={sliderMax}
        step={step}
        value={Math.min(sliderMax, Math.max(sliderMin, value))}
        style={fill as React.CSSProperties}
        aria-valuetext={`${value}${props.unit === undefined ? '' : ` ${props.unit}`}`}
        onChange={(event) => {
          moved.current = true;
          onChange(settle(Number(event.target.value), limits));
        }}
        onPointerUp={commit}
        onKeyUp={commit}
        onDoubleClick={reset}
      />
      <NumberEntry
        label={props.title}
        value={value}
        onChange={(next) => {
          onChange(next);
          onCommit?.(next);
        }}
        onClear={reset}
        min={props.min}
        max={props.max}
        step={step}
        unit={props.unit}
      />
    </FieldFrame>
  );
}
