import { ColorInput } from '@mantine/core';
import { useId } from 'react';
import { FieldFrame } from './field-frame.tsx';

const SWATCHES = ['#ffffff', '#f4f4f4', '#d6d6d6', '#808080', '#262626', '#000000'];

/** A colour as CSS hex; neutral swatches, since backgrounds and borders mostly are. */
export function ColorField(props: {
  title: string;
  description?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  /** What can be said instead of a colour, as buttons. */
  words?: { value: string; label: string }[];
  standard?: string | undefined;
  error?: string | undefined;
}) {
  const id = useId();
  return (
    <FieldFrame
      id={id}
      title={props.title}
      description={props.description}
      standard={props.standard}
      onReset={props.standard === undefined ? undefined : () => props.onChange(props.standard!)}
      error={props.error}
    >
      {props.words?.map((word) => (
        <button
          key={word.value}
          type="button"
          className="quiet-button"
          aria-pressed={word.value === props.value}
          onClick={() => props.onChange(word.value)}
        >
          {word.label}
        </button>
      ))}
      <ColorInput
        id={id}
        value={props.words?.some((word) => word.value === props.value) === true ? '' : props.value}
        onChange={props.onChange}
        format={props.value.length > 7 ? 'hexa' : 'hex'}
        swatches={SWATCHES}
        swatchesPerRow={6}
        withEyeDropper={false}
        popoverProps={{ shadow: 'md' }}
      />
    </FieldFrame>
  );
}
