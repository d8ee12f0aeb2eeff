import { Select, Switch } from '@mantine/core';
import { useId } from 'react';
import { optionName } from '../../words/option-name.ts';
import { useWords } from '../../words/use-words.ts';
import { AnchorField } from './anchor-field.tsx';
import { ColorField } from './color-field.tsx';
import { CurveField } from './curve-field.tsx';
import type { CurvePoint } from './curve-points.ts';
import { FieldFrame } from './field-frame.tsx';
import { JsonField } from './json-field.tsx';
import { ListField } from './list-field.tsx';
import { NumberEntry } from './number-entry.tsx';
import { type ParamField, textOrNumber } from './param-schema.ts';
import { SliderField } from './slider-field.tsx';
import { type Spot, SpotsField } from './spots-field.tsx';
import { SuggestField } from './suggest-field.tsx';
import { TemplateField } from './template-field.tsx';
import { TextField } from './text-field.tsx';

interface Given {
  field: ParamField;
  value: unknown;
  error: string | undefined;
  /** `last`: nothing more of the same movement follows. */
  onChange: (value: unknown, last: boolean) => void;
}

/** The control that fits one param. */
export function ParamInput({ field, value, error, onChange }: Given) {
  const { language } = useWords();
  const choices = () =>
    field.options.map((option) => ({ value: String(option), label: optionName(language, field.key, option) }));
  const shared = { title: field.title, description: field.description, error };
  const set = (next: unknown) => onChange(next, true);
  const reset = () => onChange(undefined, true);
  const current = value ?? field.standard;
  switch (field.kind) {
    case 'slider':
      return (
        <SliderField
          {...shared}
          value={typeof current === 'number' ? current : field.sliderMin}
          onChange={(next) => onChange(next, false)}
          onCommit={set}
          sliderMin={field.sliderMin}
          sliderMax={field.sliderMax}
          min={field.min}
          max={field.max}
          step={field.step}
          unit={field.unit}
          standard={typeof field.standard === 'number' ? field.standard : undefined}
          onReset={reset}
        />
      );
    case 'number':
      return <NumberField field={field} value={current} error={error} onChange={onChange} />;
    case 'select':
      return <SelectField field={field} choices={choices()} value={current} error={error} onChange={onChange} />;
    case 'switch':
      return <SwitchField field={field} value={current} error={error} onChange={onChange} />;
    case 'color':
      return (
        <ColorField
          {...shared}
          value={typeof current === 'string' ? current : '#ffffff'}
          standard={typeof field.standard === 'string' ? field.standard : undefined}
          words={field.suggestions.map((word) => ({ value: word, label: optionName(language, field.key, word) }))}
          onChange={set}
        />
      );
    case 'anchor':
      return (
        <AnchorField
          {...shared}
          value={String(current ?? 'center')}
          options={choices()}
          standard={typeof field.standard === 'string' ? field.standard : undefined}
          onChange={set}
        />
      );
    case 'curve':
      return (
        <CurveField {...shared} value={curveOf(current)} onChange={(next) => onChange(next, false)} onReset={reset} />
      );
    case 'list':
      return (
        <ListField
          {...shared}
          value={Array.isArray(current) ? current.map(String) : []}
          options={choices()}
          onChange={set}
        />
      );
    case 'suggest':
      return (
        <SuggestField
          {...shared}
          value={typeof current === 'string' || typeof current === 'number' ? String(current) : ''}
          suggestions={field.suggestions}
          standard={typeof field.standard === 'string' && field.standard !== '' ? field.standard : undefined}
          onChange={(text) => set(textOrNumber(text, field))}
          onClear={field.optional ? reset : undefined}
        />
      );
    case 'template':
      return (
        <TemplateField
          {...shared}
          value={typeof current === 'string' ? current : ''}
          onChange={set}
          onClear={field.optional ? reset : undefined}
        />
      );
    case 'spots':
      return <SpotsField {...shared} value={Array.isArray(current) ? (current as Spot[]) : []} onChange={set} />;
    case 'text':
    case 'file':
      return (
        <TextField
          {...shared}
          file={field.kind === 'file'}
          value={typeof current === 'string' || typeof current === 'number' ? String(current) : ''}
          onChange={(text) => set(textOrNumber(text, field))}
          onClear={field.optional ? reset : undefined}
        />
      );
    case 'json':
      return <JsonField {...shared} value={current} onChange={set} />;
  }
}

function curveOf(value: unknown): CurvePoint[] {
  const points = Array.isArray(value) ? value.filter((point): point is CurvePoint => Array.isArray(point)) : [];
  return points.length >= 2
    ? points
    : [
        [0, 0],
        [255, 255],
      ];
}

function NumberField({ field, value, error, onChange }: Given) {
  const id = useId();
  const standard = typeof field.standard === 'number' ? field.standard : undefined;
  return (
    <FieldFrame
      id={id}
      title={field.title}
      description={field.description}
      standard={standard === undefined ? undefined : String(standard)}
      onReset={() => onChange(undefined, true)}
      error={error}
    >
      <NumberEntry
        id={id}
        label={field.title}
        value={typeof value === 'number' ? value : undefined}
        onChange={(next) => onChange(next, true)}
        onClear={() => onChange(undefined, true)}
        min={field.min}
        max={field.max}
        step={field.step}
        unit={field.unit}
        wide
      />
    </FieldFrame>
  );
}

function SelectField({
  field,
  choices,
  value,
  error,
  onChange,
}: Given & { choices: { value: string; label: string }[] }) {
  const id = useId();
  return (
    <FieldFrame
      id={id}
      title={field.title}
      description={field.description}
      standard={choices.find((one) => one.value === String(field.standard))?.label}
      onReset={() => onChange(undefined, true)}
      error={error}
    >
      <Select
        id={id}
        data={choices}
        value={value === undefined ? null : String(value)}
        clearable={field.optional}
        clearButtonProps={{ 'aria-label': field.title }}
        // Numbers among the options stay numbers.
        onChange={(next) =>
          onChange(next === null ? undefined : field.options.find((one) => String(one) === next), true)
        }
      />
    </FieldFrame>
  );
}

function SwitchField({ field, value, error, onChange }: Given) {
  const id = useId();
  return (
    <FieldFrame id={id} title={field.title} description={field.description} error={error}>
      <Switch id={id} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked, true)} />
    </FieldFrame>
  );
}
