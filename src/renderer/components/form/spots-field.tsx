import { ActionIcon } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useWords } from '../../words/use-words.ts';
import { FieldFrame } from './field-frame.tsx';
import { NumberEntry } from './number-entry.tsx';

/** A round place on the picture: `x` and `y` from 0 (left, top) to 1, `radius` in parts of the long edge. */
export interface Spot {
  x: number;
  y: number;
  radius: number;
}

const NEW_SPOT: Spot = { x: 0.5, y: 0.5, radius: 0.01 };

/** Places on the picture, each as three percentages. */
export function SpotsField(props: {
  title: string;
  description?: string | undefined;
  value: Spot[];
  onChange: (value: Spot[]) => void;
  error?: string | undefined;
}) {
  const { t } = useWords();
  const { value, onChange } = props;
  const set = (index: number, change: Partial<Spot>) =>
    onChange(value.map((spot, at) => (at === index ? { ...spot, ...change } : spot)));
  const id = `spots-${props.title}`;
  return (
    <FieldFrame id={id} title={props.title} description={props.description} error={props.error}>
      <button id={id} type="button" className="quiet-button" onClick={() => onChange([...value, NEW_SPOT])}>
        <IconPlus size={13} stroke={1.5} /> {t('form.addSpot')}
      </button>
      {value.length > 0 && (
        <ul className="spots">
          {value.map((spot, index) => {
            const name = t('form.spot', { n: index + 1 });
            const entry = (label: string, of: keyof Spot, min: number, max: number) => (
              <NumberEntry
                label={`${name}: ${label}`}
                value={Number((spot[of] * 100).toFixed(2))}
                min={min}
                max={max}
                step={of === 'radius' ? 0.05 : 0.1}
                unit="%"
                wide
                onChange={(percent) => set(index, { [of]: percent / 100 })}
              />
            );
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a spot has no name but its place in the list
              <li key={index}>
                <span className="dim">{index + 1}</span>
                {entry('x', 'x', 0, 100)}
                {entry('y', 'y', 0, 100)}
                {entry(t('form.radius'), 'radius', 0.05, 10)}
                <ActionIcon
                  size={20}
                  aria-label={t('form.removeSpot', { n: index + 1 })}
                  onClick={() => onChange(value.toSpliced(index, 1))}
                >
                  <IconX size={13} stroke={1.5} />
                </ActionIcon>
              </li>
            );
          })}
        </ul>
      )}
    </FieldFrame>
  );
}
