import { MultiSelect } from '@mantine/core';
import { useId } from 'react';
import { FieldFrame } from './field-frame.tsx';

/** Any of several choices. */
export function ListField(props: {
  title: string;
  description?: string | undefined;
  value: string[];
  options: { value: string; label: string }[];
  /** Undefined when none is chosen any more. */
  onChange: (value: string[] | undefined) => void;
  error?: string | undefined;
}) {
  const id = useId();
  return (
    <FieldFrame id={id} title={props.title} description={props.description} error={props.error}>
      <MultiSelect
        id={id}
        data={props.options}
        value={props.value}
        hidePickedOptions
        onChange={(next) => props.onChange(next.length === 0 ? undefined : next)}
      />
    </FieldFrame>
  );
}
