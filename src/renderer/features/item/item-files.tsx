import { ActionIcon, Tooltip } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import type { ItemDetailResource } from '../../../contract/api.ts';
import { native } from '../../api/native.ts';
import { useWords } from '../../words/use-words.ts';

/** The delivered files: name, size, and where they are. */
export function ItemFiles({ item }: { item: ItemDetailResource }) {
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
                <IconFolderOpen size={15} stroke={1.5} />
              </ActionIcon>
            </Tooltip>
          )}
        </li>
      ))}
    </ul>
  );
}
