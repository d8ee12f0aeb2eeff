import { Select } from '@mantine/core';
import { useId } from 'react';
import { useWords } from '../../words/use-words.ts';
import { FieldFrame } from './field-frame.tsx';
import type { ParamField } from './param-schema.ts';
import type { Ways } from './ways.ts';

/** Which of several ways something is said in: a size by its long edge, by width and height … */
export function WayField(props: {
  ways: Ways;
  taken: string[] | undefined;
  fields: ParamField[];
  onTake: (way: string[]) => void;
}) {
  const id = useId();
  const { t } = useWords();
  const name = (way: string[]) =>
    way.map((one) => props.fields.find((field) => field.name === one)?.title ?? one).join(' × ');
  return (
    <FieldFrame id={id} title={t('form.by')}>
      <Select
        id={id}
        data={props.ways.map((way, index) => ({ value: String(index), label: name(way) }))}
        value={props.taken === undefined ? null : String(props.ways.indexOf(props.taken))}
        placeholder={t('form.choose')}
        allowDeselect={false}
        onChange={(index) => index !== null && props.onTake(props.ways[Number(index)]!)}
      />
    </FieldFrame>
  );
}
