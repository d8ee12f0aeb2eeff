import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../words/use-words.ts';

/** Label at the left, control at the right. Double-clicking the label goes back to what counts by default. */
export function FieldFrame(props: {
  id: string;
  title: string;
  description?: string | undefined;
  /** Shown in the hint, when there is something to go back to. */
  standard?: string | undefined;
  onReset?: (() => void) | undefined;
  error?: string | undefined;
  children: ReactNode;
}) {
  const { t } = useWords();
  const back = props.standard === undefined || props.onReset === undefined ? undefined : props.standard;
  const hint = [props.description, back === undefined ? undefined : t('form.resetTo', { value: back })]
    .filter(Boolean)
    .join('\n');
  const label = (
    <label htmlFor={props.id} onDoubleClick={props.onReset}>
      {props.title}
    </label>
  );
  return (
    <div className="field" data-error={props.error !== undefined}>
      {hint === '' ? (
        label
      ) : (
        <Tooltip label={hint} style={{ whiteSpace: 'pre-line' }} position="left" offset={12}>
          {label}
        </Tooltip>
      )}
      <div className="field-control">{props.children}</div>
      {props.error !== undefined && (
        <p className="field-error failed-text" role="alert">
          {props.error}
        </p>
      )}
    </div>
  );
}
