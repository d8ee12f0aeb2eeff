import { Textarea } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import { useWords } from '../../words/use-words.ts';
import { FieldFrame } from './field-frame.tsx';

/** Params no other field fits (lists, objects), as JSON. What cannot be read is marked and not handed on. */
export function JsonField(props: {
  title: string;
  description?: string | undefined;
  value: unknown;
  onChange: (value: unknown) => void;
  error?: string | undefined;
}) {
  const id = useId();
  const { t } = useWords();
  const written = props.value === undefined ? '' : JSON.stringify(props.value, null, 1);
  const [text, setText] = useState(written);
  const [wrong, setWrong] = useState(false);
  useEffect(() => setText(written), [written]);
  const take = () => {
    try {
      const value: unknown = text.trim() === '' ? undefined : JSON.parse(text);
      setWrong(false);
      props.onChange(value);
    } catch {
      setWrong(true);
    }
  };
  return (
    <FieldFrame id={id} title={props.title} description={props.description} error={props.error}>
      <Textarea
        id={id}
        autosize
        minRows={2}
        maxRows={8}
        aria-invalid={wrong}
        error={wrong}
        placeholder={t('form.json')}
        value={text}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mono)', fontSize: 11 } }}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={take}
      />
    </FieldFrame>
  );
}
