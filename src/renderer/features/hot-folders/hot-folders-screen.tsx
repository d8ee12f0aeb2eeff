import { Button } from '@mantine/core';
import { IconFolderBolt, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { HotFolder } from '../../../contract/hot-folder.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Keys } from '../../components/keys.tsx';
import { Screen } from '../../frame/screen.tsx';
import { useShortcut } from '../../shortcuts/commands.ts';
import { useWords } from '../../words/use-words.ts';
import { HotFolderCard } from './hot-folder-card.tsx';
import { HotFolderDialog } from './hot-folder-dialog.tsx';
import { hotFoldersQuery, useLiveHotFolders } from './use-hot-folders.ts';
import './hot-folders.css';

/** Folders that are watched: a card each, and the dialog that makes and changes them. */
export function HotFoldersScreen() {
  const { t } = useWords();
  const folders = useQuery(hotFoldersQuery());
  const [dialog, setDialog] = useState<{ hot: HotFolder | null } | null>(null);
  useLiveHotFolders();
  const add = () => setDialog({ hot: null });
  useShortcut('n', t('hotFolders.add'), add);
  const addButton = (
    <Button
      variant="filled"
      leftSection={<IconPlus size={15} stroke={1.8} />}
      rightSection={<Keys keys="n" />}
      aria-keyshortcuts="N"
      onClick={add}
    >
      {t('hotFolders.add')}
    </Button>
  );
  const watching = folders.data?.filter((one) => one.state === 'watching').length ?? 0;
  const empty = folders.data?.length === 0;
  return (
    <Screen
      title={t('hotFolders.title')}
      {...(folders.data === undefined || empty
        ? {}
        : { subtitle: t('hotFolders.watchingOf', { watching, total: folders.data.length }) })}
      toolbar={empty ? undefined : addButton}
    >
      <div className="screen-scroll hot-folders-scroll">
        {folders.data === undefined && <ErrorNotice error={folders.error} onRetry={() => void folders.refetch()} />}
        {folders.isPending && <div className="hot-folder hot-folder-skeleton" aria-hidden="true" />}
        {empty && (
          <EmptyState
            icon={<IconFolderBolt size={44} stroke={1} />}
            title={t('hotFolders.emptyTitle')}
            actions={addButton}
          >
            {t('hotFolders.empty')}
          </EmptyState>
        )}
        {folders.data !== undefined && !empty && (
          <ul className="hot-folders" aria-label={t('hotFolders.title')}>
            {folders.data.map((hot) => (
              <HotFolderCard key={hot.id} hot={hot} onEdit={() => setDialog({ hot })} />
            ))}
          </ul>
        )}
      </div>
      {dialog !== null && (
        <HotFolderDialog key={dialog.hot?.id ?? 'new'} hot={dialog.hot} onClose={() => setDialog(null)} />
      )}
    </Screen>
  );
}
