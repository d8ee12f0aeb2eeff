import { ActionIcon, Tooltip } from '@mantine/core';
import { IconTrash, IconX } from '@tabler/icons-react';
import type { TrashKept } from '../../contract/native.ts';
import type { Trash } from '../api/trash.ts';
import { useWords } from '../words/use-words.ts';
import { ErrorNotice } from './error-notice.tsx';

const ICON = { size: 16, stroke: 1.5, 'aria-hidden': true } as const;
const WHYS = ['changed', 'gone', 'refused'] as const satisfies TrashKept['why'][];

/** What became of the files that were to go into the trash; names the one that stayed, counts several. */
export function TrashNotice({ trash }: { trash: Trash }) {
  const { t } = useWords();
  const { report } = trash;
  if (trash.error !== null) return <ErrorNotice error={trash.error} />;
  if (report === null) return null;
  const stayed = WHYS.flatMap((why) => {
    const paths = report.kept.filter((one) => one.why === why).map(({ path }) => path);
    if (paths.length === 0) return [];
    const name = paths[0]?.split(/[\\/]/).at(-1) ?? '';
    return [{ why, paths, sentence: t(`trash.${why}`, { count: paths.length, name }) }];
  });
  return (
    <div
      className="notice"
      role="status"
      data-tone={stayed.some(({ why }) => why === 'refused') ? 'failed' : undefined}
    >
      <IconTrash {...ICON} />
      <p>
        {report.trashed === 0 ? t('trash.none') : t('trash.moved', { count: report.trashed })}
        {stayed.map(({ why, paths, sentence }) => (
          <span key={why} className="dim" title={paths.slice(0, 20).join('\n')}>
            {' '}
            {sentence}
          </span>
        ))}
      </p>
      <Tooltip label={t('common.close')}>
        <ActionIcon aria-label={t('common.close')} onClick={trash.forget}>
          <IconX {...ICON} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
