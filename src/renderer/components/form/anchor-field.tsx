import { type KeyboardEvent, useId } from 'react';
import { anchorPlaces } from './anchor-places.ts';
import { FieldFrame } from './field-frame.tsx';

/** One of nine places in the picture, as a small square of dots; what is no place stands beside it. Arrow keys move. */
export function AnchorField(props: {
  title: string;
  description?: string | undefined;
  value: string;
  /** The nine places, in any order, and what can be chosen instead. */
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
  standard?: string | undefined;
  error?: string | undefined;
}) {
  const id = useId();
  const places = anchorPlaces(props.options.map((option) => option.value)) ?? [];
  const nameOf = (value: string) => props.options.find((option) => option.value === value)?.label ?? value;
  const others = props.options.filter((option) => !places.includes(option.value));
  const at = places.indexOf(props.value);
  const onKeyDown = (event: KeyboardEvent) => {
    const column = at % 3;
    const next: Record<string, number | undefined> = {
      ArrowLeft: column > 0 ? at - 1 : undefined,
      ArrowRight: column < 2 ? at + 1 : undefined,
      ArrowUp: at >= 3 ? at - 3 : undefined,
      ArrowDown: at < 6 ? at + 3 : undefined,
    };
    const option = places[next[event.key] ?? -1];
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
      standard={props.standard === undefined ? undefined : nameOf(props.standard)}
      onReset={props.standard === undefined ? undefined : () => props.onChange(props.standard!)}
      error={props.error}
    >
      <div className="anchor" role="radiogroup" aria-label={props.title} onKeyDown={onKeyDown}>
        {places.map((option, index) => (
          // biome-ignore lint/a11y/useSemanticElements: native radio buttons move in one direction only
          <button
            key={option}
            id={`${id}-${option}`}
            type="button"
            role="radio"
            aria-checked={option === props.value}
            aria-label={nameOf(option)}
            title={nameOf(option)}
            tabIndex={at === index || (at < 0 && index === 4) ? 0 : -1}
            onClick={() => props.onChange(option)}
          />
        ))}
      </div>
      {others.length === 0 ? (
        <span className="dim ellipsis">{nameOf(props.value)}</span>
      ) : (
        <span className="anchor-others">
          {others.map((option) => (
            <button
              key={option.value}
              type="button"
              className="quiet-button"
              aria-pressed={option.value === props.value}
              onClick={() => props.onChange(option.value)}
            >
              {option.label}
            </button>
          ))}
        </span>
      )}
    </FieldFrame>
  );
}
