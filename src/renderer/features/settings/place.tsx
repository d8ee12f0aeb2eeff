import { Button } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { native } from '../../api/native.ts';
import { useWords } from '../../words/use-words.ts';
import { CopyText } from './copy-button.tsx';
import { Row } from './setting-row.tsx';

/** A folder of ours: shown in the file manager where there is one, else copied. */
export function Place({ label, path }: { label: string; path: string }) {
  const { t } = useWords();
  return (
    <Row label={label} hint={<code className="settings-path">{path}</code>}>
      {native === undefined ? (
        <CopyText text={path} label={t('settings.copyPath')} />
      ) : (
        <Button leftSection={<IconFolderOpen size={14} stroke={1.5} />} onClick={() => native?.reveal(path)}>
          {t('settings.show')}
        </Button>
      )}
    </Row>
  );
}
