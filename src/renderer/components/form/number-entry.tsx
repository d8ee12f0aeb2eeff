import { type KeyboardEvent, useEffect, useState } from 'react';
import { useWords } from '../../words/use-words.ts';
import { settle, typedNumber } from './param-schema.ts';

/**
 * A small number that can be typed into, stepped with the arrow keys (Shift: ten steps) and the wheel, and emptied (Delete) where
 * nothing is allowed. What makes no number goes back to what was there.
 */
export function NumberEntry(props: {
  id?: string;
  label: string;
  value: number | undefined;
  onChange: (value: number) => void;
  onClear?: (() => void) | undefined;
  min?: number | undefined;
  max?: number | undefined;
  step: number;
  unit?: string | undefined;
  placeholder?: string;
  wide?: boolean;
}) {
  const { decimalPoint } = useWords();
  const { value, step, unit } = props;
  const shown = value === undefined ? '' : String(value).replace('.', decimalPoint);
  const limits = { min: props.min, max: props.max, step };
  const [text, setText] = useState(shown);
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    if (!typing) setText(shown);
  }, [shown, typing]);

  const take = () => {
    setTyping(false);
    if (text.trim() === '' && props.onClear !== undefined) return props.onClear();
    const typed = typedNumber(text, decimalPoint);
    // Typed numbers may be finer than a slider's step.
    if (typed !== null) props.onChange(settle(typed, { ...limits, step: Math.min(step, 0.001) }));
  };
  const move = (steps: number) => props.onChange(settle((value ?? props.min ?? 0) + steps * step, limits));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') take();
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      move((event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1));
      setTyping(false);
    }
  };
  return (
    <span className="number-entry" data-wide={props.wide === true}>
      <input
        id={props.id}
        inputMode="decimal"
        autoComplete="off"
        aria-label={props.label}
        placeholder={props.placeholder}
        value={text}
        onChange={(event) => {
          setTyping(true);
          setText(event.target.value);
        }}
        onFocus={(event) => event.target.select()}
        onBlur={() => typing && take()}
        onKeyDown={onKeyDown}
      />
      {unit !== undefined && <span className="number-entry-unit">{unit}</span>}
    </span>
  );
}
