import { type KeyboardEvent, useId } from 'react';
import { FieldFrame } from './field-frame.tsx';

/** One of nine places in the picture, as a small square of dots. Arrow keys move. */
export function AnchorField(props: {
  title: string;
  description?: string | undefined;
  value: string;
  /** Nine, from top left to bottom right. */
  options: string[];
  onChange: (value: string) => void;
  standard?: string | undefined;
  error?: string | undefined;
}) {
  const id = useId();
  const at = props.options.indexOf(props.value);
  const onKeyDown = (event: KeyboardEvent) => {
    const column = at % 3;
    const next: Record<string, number | undefined> = {
      ArrowLeft: column > 0 ? at - 1 : undefined,
      ArrowRight: column < 2 ? at + 1 : undefined,
      ArrowUp: at >= 3 ? at - 3 : undefined,
      ArrowDown: at < 6 ? at + 3 : undefined,
    };
    const option = props.options[next[event.key] ?? -1];
    if (option === undefined) return;
    event.preventDefault();
    props.onChange(option);
    document.getElementById(`${id}-${option}`)?.focus();
  };
  return (
    <FieldFrame
      id={`${id}-${props.value}`}
      title={props.title}
      description={props.description}
      standard={props.standard}
      onReset={props.standard === undefined ? undefined : () => props.onChange(props.standard!)}
      error={props.error}
    >
      <div className="anchor" role="radiogroup" aria-label={props.title} onKeyDown={onKeyDown}>
        {props.options.map((option) => (
          // biome-ignore lint/a11y/useSemanticElements: native radio buttons move in one direction only
          <button
            key={option}
            id={`${id}-${option}`}
            type="button"
            role="radio"
            aria-checked={option === props.value}
            aria-label={option}
            title={option}
            tabIndex={option === props.value ? 0 : -1}
            onClick={() => props.onChange(option)}
          />
        ))}
      </div>
      <span className="dim ellipsis">{props.value}</span>
    </FieldFrame>
  );
}
