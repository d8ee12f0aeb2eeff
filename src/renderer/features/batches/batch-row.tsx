import { ActionIcon } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { MouseEvent } from 'react';
import type { RunResource } from '../../../contract/api.ts';
import { itemThumb } from '../../api/pictures.ts';
import { queries } from '../../api/queries.ts';
import { useRunActions } from '../../api/run-actions.ts';
import { Picture } from '../../components/picture.tsx';
import { sourceOf, sourcePaths, standingOf } from '../../components/run-standing.ts';
import { SegmentedBar } from '../../components/segmented-bar.tsx';
import { to } from '../../router.ts';
import { useShortcut } from '../../shortcuts/commands.ts';
import { useWords } from '../../words/use-words.ts';
import type { BatchQuestion } from './batch-menu.tsx';

/** One run: first photos, name, source, how it stands. While it has the focus, keys act on it. */
export function BatchRow(props: {
  run: RunResource;
  /** The one row that Tab reaches. */
  current: boolean;
  /** It had the focus last: keys act on it, also while a dialog is open over it. */
  marked: boolean;
  onFocus: () => void;
  onMenu: (event: MouseEvent) => void;
  ask: (what: BatchQuestion) => void;
}) {
  const { run } = props;
  const words = useWords();
  const { t } = words;
  const standing = standingOf(run, words);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the link inside is what is operated; the row only extends its area
    <div className="batch-row" data-current={props.marked} onContextMenu={props.onMenu} onFocus={props.onFocus}>
      {props.marked && <RowKeys run={run} ask={props.ask} />}
      <Strip run={run} />
      <div className="batch-row-name">
        <a
          className="batch-row-link ellipsis"
          href={to.batch(run.id)}
          title={run.name}
          tabIndex={props.current ? 0 : -1}
        >
          {run.name}
        </a>
        <span className="dim ellipsis">
          {run.workflowSlug} v{run.workflowVersion}
        </span>
      </div>
      <span className="batch-row-source dim ellipsis" title={sourcePaths(run).join('\n')}>
        {sourceOf(run, words)}
      </span>
      <SegmentedBar run={run} />
      <span className="batch-row-standing count ellipsis" data-tone={standing.tone} title={standing.text}>
        {standing.text}
      </span>
      <time className="batch-row-when dim" dateTime={run.createdAt} title={words.dateTime(run.createdAt)}>
        {words.ago(run.createdAt)}
      </time>
      <ActionIcon
        className="batch-row-menu"
        aria-label={t('batches.menu', { name: run.name })}
        tabIndex={props.current ? 0 : -1}
        onClick={props.onMenu}
      >
        <IconDots size={16} stroke={1.5} />
      </ActionIcon>
    </div>
  );
}

/** What keys do while the row has the focus. */
function RowKeys({ run, ask }: { run: RunResource; ask: (what: BatchQuestion) => void }) {
  const { t } = useWords();
  const actions = useRunActions(run);
  const { can } = actions;
  useShortcut('p', can.resume ? t('batches.resume') : t('batches.pause'), can.resume ? actions.resume : actions.pause, {
    enabled: can.pause || can.resume,
  });
  useShortcut('r', t('batches.retry'), actions.retry, { enabled: can.retry });
  useShortcut('z', t('batches.undo'), () => ask('undo'), { enabled: can.undo });
  useShortcut('Delete', t('batches.remove'), () => ask('remove'), { enabled: !can.cancel });
  return null;
}

const SHOWN = 3;

function Strip({ run }: { run: RunResource }) {
  const first = useQuery(queries.firstItems(run.id, Math.min(SHOWN, run.totalItems)));
  return (
    <span className="batch-strip" aria-hidden="true">
      {Array.from({ length: SHOWN }, (_, index) => {
        const item = first.data?.[index];
        return (
          <Picture
            key={item?.id ?? `empty-${index}`}
            // What failed could mostly not be read: asking for its picture would only fail again.
            src={item === undefined || item.status === 'failed' ? undefined : itemThumb(run.id, item, 160)}
            alt=""
            fit="cover"
          />
        );
      })}
    </span>
  );
}
