import { Select, Switch, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useId, useState } from 'react';
import type { SettingResource } from '../../../contract/api.ts';
import type { SettingKey } from '../../../contract/settings.ts';
import { FolderInput } from '../../components/form/folder-input.tsx';
import { NumberEntry } from '../../components/form/number-entry.tsx';
import { useWords } from '../../words/use-words.ts';
import { entered, meant, shownNumber } from './setting-number.ts';
import { useSetting } from './use-settings.ts';

/** A row of a settings page: what it is at the left, what it is set to at the right. */
export function Row(props: { label: ReactNode; hint?: ReactNode; children?: ReactNode; below?: ReactNode }) {
  return (
    <div className="setting-row">
      <div className="setting-words">
        <div>{props.label}</div>
        {props.hint !== undefined && <p className="dim caption">{props.hint}</p>}
      </div>
      <div className="setting-control">{props.children}</div>
      {props.below !== undefined && <div className="setting-below">{props.below}</div>}
    </div>
  );
}

/** A setting of the program; what is entered counts at once, and can go back to the standard. */
export function SettingRow(props: { name: SettingKey; hint?: ReactNode; below?: (value: unknown) => ReactNode }) {
  const { t, said } = useWords();
  const id = useId();
  const { setting, save, error } = useSetting(props.name);
  const label = t(`settings.label.${props.name.replace('.', '_') as WordKey}`);
  const hint = props.hint ?? t(`settings.hint.${props.name.replace('.', '_') as WordKey}`);
  if (setting === undefined) return <Row label={label} hint={hint} />;
  return (
    <Row
      label={<label htmlFor={id}>{label}</label>}
      hint={
        <>
          {hint}
          {setting.restart && ` ${t('settings.restart')}`}
        </>
      }
      below={
        <>
          {error !== null && (
            <p className="failed-text caption" role="alert">
              {said(error.message)}
            </p>
          )}
          {props.below?.(setting.value)}
        </>
      }
    >
      <SettingInput id={id} label={label} setting={setting} save={save} />
      {setting.isSet && (
        <button type="button" className="quiet-button" onClick={() => save(null)}>
          {t('common.reset')}
        </button>
      )}
    </Row>
  );
}

type WordKey = SettingKey extends infer Key
  ? Key extends `${infer A}.${infer B}`
    ? `${A}_${B}`
    : Key & string
  : never;

interface InputProps {
  id: string;
  label: string;
  setting: SettingResource;
  save: (value: unknown) => void;
}

function SettingInput({ id, label, setting, save }: InputProps) {
  const { t } = useWords();
  switch (setting.kind) {
    case 'switch':
      return (
        <Switch id={id} checked={setting.value === true} onChange={(event) => save(event.currentTarget.checked)} />
      );
    case 'number': {
      const shown = shownNumber(setting.unit);
      return (
        <NumberEntry
          id={id}
          label={label}
          value={entered(Number(setting.value), shown)}
          min={0}
          step={shown.step}
          {...(shown.unit === null ? {} : { unit: shown.unit === 'days' ? t('settings.days') : shown.unit })}
          onChange={(entry) => save(meant(entry, shown))}
        />
      );
    }
    case 'choice':
      return (
        <Select
          id={id}
          value={String(setting.value)}
          data={(setting.choices ?? []).map((value) => ({
            value,
            label: t(`start.collision.${value as 'suffix' | 'overwrite' | 'skip'}`),
          }))}
          onChange={(value) => save(value)}
        />
      );
    default:
      return <LineInput key={JSON.stringify(setting.value)} id={id} label={label} setting={setting} save={save} />;
  }
}

/** Text, a folder or a list with commas: counts when the field is left, or on Enter. */
function LineInput({ id, label, setting, save }: InputProps) {
  const { t } = useWords();
  const now = Array.isArray(setting.value) ? setting.value.join(', ') : String(setting.value);
  const [text, setText] = useState(now);
  useEffect(() => setText(now), [now]);
  const done = () => {
    if (text.trim() === now) return;
    if (setting.kind !== 'list') return save(text.trim() === '' && setting.kind === 'text' ? null : text.trim());
    save(
      text
        .split(/[\s,]+/)
        .map((one) => one.trim())
        .filter(Boolean),
    );
  };
  if (setting.kind === 'folder')
    return (
      <FolderInput
        label={label}
        hideLabel
        placeholder={t('settings.standardFolder')}
        value={text}
        onChange={setText}
        onDone={done}
      />
    );
  return (
    <TextInput
      id={id}
      value={text}
      spellCheck={false}
      autoComplete="off"
      placeholder={setting.kind === 'list' ? t('settings.none') : ''}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(event) => event.key === 'Enter' && done()}
    />
  );
}
