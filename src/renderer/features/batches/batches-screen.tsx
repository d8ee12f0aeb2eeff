import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCommand, IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { queries } from '../../api/queries.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Keys } from '../../components/keys.tsx';
import { openPalette } from '../../frame/palette.tsx';
import { Screen } from '../../frame/screen.tsx';
import { useShortcut } from '../../shortcuts/commands.ts';
import { useWords } from '../../words/use-words.ts';
import { openStart } from '../start/start-state.ts';
import { BatchList } from './batch-list.tsx';
import { DropHint } from './drop-hint.tsx';
import { FirstRun } from './first-run.tsx';
import './batches.css';

/** All runs, newest first, like a mail client; with none, the way to the first one. */
export function BatchesScreen() {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 150);
  const search = useRef<HTMLInputElement>(null);
  const runs = useQuery(queries.runs(1, 100, q));
  const newBatch = () => openStart();
  useShortcut('/', t('batches.search'), () => search.current?.focus());
  useShortcut('n', t('batches.newBatch'), newBatch);
  const empty = q === '' && runs.data?.total === 0;
  return (
    <Screen
      title={t('batches.title')}
      toolbar={
        <>
          {!empty && (
            <TextInput
              ref={search}
              className="batches-search"
              leftSection={<IconSearch size={15} stroke={1.5} />}
              rightSection={<Keys keys="/" />}
              rightSectionWidth={34}
              placeholder={t('batches.search')}
              aria-label={t('batches.search')}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
          <Tooltip label={t('frame.palette')}>
            <ActionIcon onClick={openPalette} aria-label={t('frame.palette')} aria-keyshortcuts="Control+K">
              <IconCommand size={16} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
          <Button variant="filled" leftSection={<IconPlus size={15} stroke={1.8} />} onClick={newBatch}>
            {t('batches.newBatch')}
          </Button>
        </>
      }
    >
      {runs.data === undefined && (
        <ErrorNotice
          error={runs.error}
          onRetry={() => {
            void runs.refetch();
          }}
        />
      )}
      {runs.isPending && <BatchSkeleton />}
      {empty && <FirstRun />}
      {runs.data !== undefined && !empty && (
        <>
          {runs.data.total === 0 ? (
            <EmptyState title={t('batches.noMatch', { q })} />
          ) : (
            <BatchList total={runs.data.total} q={q} />
          )}
          <DropHint />
        </>
      )}
    </Screen>
  );
}

function BatchSkeleton() {
  return (
    <div aria-hidden="true">
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className="batch-row batch-row-skeleton">
          <span className="batch-strip">
            <span className="picture" data-state="loading" />
            <span className="picture" data-state="loading" />
            <span className="picture" data-state="loading" />
          </span>
        </div>
      ))}
    </div>
  );
}
