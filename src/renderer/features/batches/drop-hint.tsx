import { Button } from '@mantine/core';
import { IconFolderOpen, IconPhoto, IconSparkles } from '@tabler/icons-react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useWords } from '../../words/use-words.ts';
import { choose } from '../start/choose.ts';
import { useSamples } from '../start/use-samples.ts';

const ICON = { size: 15, stroke: 1.5 } as const;

/** Where to drop, and the ways for who would rather click; `first` for somebody who has never had a batch. */
export function DropHint({ first = false }: { first?: boolean }) {
  const { t } = useWords();
  const samples = useSamples();
  return (
    <div className="drop-hint">
      <h2>{first ? t('batches.first') : t('batches.dropHere')}</h2>
      {first && <p className="dim">{t('batches.firstMore')}</p>}
      <div className="drop-hint-ways">
        <Button leftSection={<IconPhoto {...ICON} />} onClick={() => void choose('photos', t('batches.choosePhotos'))}>
          {t('batches.choosePhotos')}
        </Button>
        <Button
          leftSection={<IconFolderOpen {...ICON} />}
          onClick={() => void choose('folder', t('batches.chooseFolder'))}
        >
          {t('batches.chooseFolder')}
        </Button>
        <Button
          {...(first ? { variant: 'filled' } : {})}
          leftSection={<IconSparkles {...ICON} />}
          disabled={samples.isPending}
          onClick={() => samples.mutate()}
        >
          {samples.isPending ? t('batches.painting') : t('batches.samples')}
        </Button>
      </div>
      <ErrorNotice error={samples.error} />
    </div>
  );
}
