import { Button } from '@mantine/core';
import { IconPhotoOff, IconPhotoSearch } from '@tabler/icons-react';
import type { RunResource } from '../../../contract/api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { sourceOf } from '../../components/run-standing.ts';
import { useWords } from '../../words/use-words.ts';

const ICON = { size: 32, stroke: 1.2 } as const;

/** Instead of the grid: nothing matches the filter, nothing was found, or nothing yet. */
export function BatchEmpty(props: { run: RunResource; filtered: boolean; name: string; onClear: () => void }) {
  const words = useWords();
  const { t } = words;
  const { run, name } = props;
  if (props.filtered)
    return (
      <EmptyState
        icon={<IconPhotoSearch {...ICON} />}
        title={name.trim() === '' ? t('batch.noneOfStatus') : t('batch.noMatch', { name: name.trim() })}
        actions={<Button onClick={props.onClear}>{t('batch.showAll')}</Button>}
      />
    );
  if (!run.intakeDone)
    return (
      <EmptyState icon={<IconPhotoSearch {...ICON} />} title={t('batch.looking')}>
        {sourceOf(run, words)}
      </EmptyState>
    );
  return (
    <EmptyState icon={<IconPhotoOff {...ICON} />} title={t('batch.empty')}>
      {t('batch.emptyMore', { source: sourceOf(run, words) })}
    </EmptyState>
  );
}
