import { Autocomplete } from '@mantine/core';
import { useId } from 'react';
import { FieldFrame } from './field-frame.tsx';

/** Text with suggestions that are often wanted: aspects, names of models. */
export function SuggestField(props: {
  title: string;
  description?: string | undefined;
  value: string;
  suggestions: string[];
  onChange: (value: string) => void;
  /** Called when emptied, instead of `onChange('')`. */
  onClear?: (() => void) | undefined;
  standard?: string | undefined;
  error?: string | undefined;
}) {
  const id = useId();
  const change = (text: string) =>
    text === '' && props.onClear !== undefined ? props.onClear() : props.onChange(text);
  return (
    <FieldFrame
      id={id}
      title={props.title}
      description={props.description}
      standard={props.standard}
      onReset={props.standard === undefined ? undefined : () => props.onChange(props.standard!)}
      error={props.error}
    >
      <Autocomplete
        id={id}
        style={{ flex: 1, minWidth: 0 }}
        // All of them, also while one of them is what is written.
        filter={({ options }) => options}
        data={props.suggestions}
        value={props.value}
        spellCheck={false}
        autoComplete="off"
        onChange={change}
      />
    </FieldFrame>
  );
}
