import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconFolderOpen, IconRepeat, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ItemDetailResource, RunResource } from '../../../contract/api.ts';
import { api } from '../../api/client.ts';
import { native } from '../../api/native.ts';
import { TRASH_KEYS, type Trash } from '../../api/trash.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Keys } from '../../components/keys.tsx';
import { useWords } from '../../words/use-words.ts';

const ICON = { size: 15, stroke: 1.5, 'aria-hidden': true } as const;

/** The delivered files: name, size, and where they are; a way to be rid of them, and to have them again. */
export function ItemFiles(props: { run: RunResource; item: ItemDetailResource; trash: Trash }) {
  const { run, item, trash } = props;
  const { t } = useWords();
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: () => api.retryItem({ params: { runId: run.id, itemId: item.id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['run', run.id] }),
  });
  const isGone = item.status === 'completed' && item.outputs.some((output) => output.undone !== undefined);
  return (
    <>
      <FileList item={item} />
      <ErrorNotice error={again.error} />
      {(trash.fits(item) || isGone) && (
        <div className="item-files-actions">
          {isGone && (
            <Button leftSection={<IconRepeat {...ICON} />} loading={again.isPending} onClick={() => again.mutate()}>
              {t('batch.rerun')}
            </Button>
          )}
          {trash.fits(item) && (
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconTrash {...ICON} />}
              rightSection={<Keys keys={TRASH_KEYS} />}
              onClick={() => trash.move([item])}
            >
              {t('trash.move')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

function FileList({ item }: { item: ItemDetailResource }) {
  const { t, bytes } = useWords();
  return (
    <ul className="item-files">
      {item.outputs.map((output) => (
        <li key={output.key}>
          <div>
            {output.archive === undefined && output.undone === undefined ? (
              <a href={new URL(output.url).pathname} download={output.fileName} title={output.path}>
                {output.fileName}
              </a>
            ) : (
              <span title={output.path}>{output.fileName}</span>
            )}
            <span className="dim caption count">
              {output.format.toUpperCase()} · {output.width} × {output.height} · {bytes(output.bytes)}
              {output.archive !== undefined &&
                ` · ${t('item.inZip', { archive: output.archive.split(/[\\/]/).at(-1) })}`}
              {output.undone !== undefined && ` · ${t(`item.undone.${output.undone}`)}`}
            </span>
          </div>
          {native !== undefined && output.undone === undefined && (
            <Tooltip label={t('batch.reveal')}>
              <ActionIcon aria-label={t('batch.reveal')} onClick={() => native?.reveal(output.archive ?? output.path)}>
                <IconFolderOpen {...ICON} />
              </ActionIcon>
            </Tooltip>
          )}
        </li>
      ))}
    </ul>
  );
}
