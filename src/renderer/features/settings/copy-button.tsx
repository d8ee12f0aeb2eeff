import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useWords } from '../../words/use-words.ts';

/** Copies a text, and says so. */
export function CopyText({ text, label }: { text: string; label?: string }) {
  const { t } = useWords();
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button
          leftSection={copied ? <IconCheck size={14} stroke={1.8} /> : <IconCopy size={14} stroke={1.5} />}
          onClick={copy}
        >
          {copied ? t('settings.copied') : (label ?? t('settings.copy'))}
        </Button>
      )}
    </CopyButton>
  );
}
