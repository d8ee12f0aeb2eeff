import { Button, TextInput } from '@mantine/core';
import { IconFolder, IconFolderOpen, IconPhoto, IconPhotoPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { queries } from '../../api/queries.ts';
import { useWords } from '../../words/use-words.ts';
import { choose } from './choose.ts';
import { addToStart } from './start-state.ts';

const ICON = { size: 15, stroke: 1.5 } as const;

/** The sheet before anything was given: drop, choose, or name a place on the machine Safelight runs on. */
export function NoSources() {
  const { t } = useWords();
  const system = useQuery(queries.system());
  const [path, setPath] = useState('');
  const add = (given: string) => {
    // Paths copied from a file manager or a shell come in quotes.
    const clean = given.trim().replace(/^(["'])(.*)\1$/, '$2');
    if (clean !== '') addToStart({ paths: [clean], files: [], leftOut: [] });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    add(path);
  };
  return (
    <div className="no-sources">
      <IconPhotoPlus size={44} stroke={1.1} aria-hidden="true" />
      <h2>{t('start.dropHere')}</h2>
      <div className="no-sources-ways">
        <Button leftSection={<IconPhoto {...ICON} />} onClick={() => void choose('photos', t('start.choosePhotos'))}>
          {t('start.choosePhotos')}
        </Button>
        <Button
          leftSection={<IconFolderOpen {...ICON} />}
          onClick={() => void choose('folder', t('start.chooseFolder'))}
        >
          {t('start.chooseFolder')}
        </Button>
      </div>
      <div className="no-sources-path">
        <TextInput
          label={t('start.path')}
          placeholder={t('start.pathExample')}
          value={path}
          spellCheck={false}
          onChange={(event) => setPath(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Button onClick={() => add(path)} disabled={path.trim() === ''}>
          {t('start.addPath')}
        </Button>
      </div>
      <div className="no-sources-ways">
        {system.data?.suggestedFolders.map((folder) => (
          <Button
            key={folder.path}
            variant="subtle"
            color="gray"
            title={folder.path}
            leftSection={<IconFolder {...ICON} />}
            onClick={() => add(folder.path)}
          >
            {folder.name}
          </Button>
        ))}
      </div>
    </div>
  );
}
