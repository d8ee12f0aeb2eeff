import { IconPhotoOff } from '@tabler/icons-react';
import { type DragEvent, type MouseEvent, memo } from 'react';
import type { ItemResource } from '../../../contract/api.ts';
import { itemThumb } from '../../api/pictures.ts';
import { StatusMark } from '../../components/status-mark.tsx';
import type { UsedWords } from '../../words/use-words.ts';
import { Thumb } from './thumb.tsx';

/** What tiles tell the grid; one object for all, so that tiles are drawn anew only when their own photo changes. */
export interface TileActions {
  press(event: MouseEvent, index: number): void;
  open(item: ItemResource): void;
  menu(event: MouseEvent, index: number): void;
  dragStart(event: DragEvent, item: ItemResource, index: number): void;
  retry(item: ItemResource): void;
  /** Whether the view moves too fast to look at anything. */
  isFast(): boolean;
}

/** One photo in the grid: its picture, how it stands, its name and time; a failed one says why instead. */
export const Tile = memo(function Tile(props: {
  runId: number;
  item: ItemResource | undefined;
  index: number;
  total: number;
  selected: boolean;
  focused: boolean;
  /** Longest edge to ask for. */
  edge: number;
  caption: boolean;
  /** Given, because hundreds of tiles that each listen for another language would cost frames. */
  words: UsedWords;
  actions: TileActions;
}) {
  const { item, index, actions } = props;
  const { t } = props.words;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are answered by the list box, which has the focus
    <div
      id={`tile-${index}`}
      className="tile"
      role="option"
      tabIndex={-1}
      aria-selected={props.selected}
      aria-setsize={props.total}
      aria-posinset={index + 1}
      // Small tiles show no text, which would else be the name.
      aria-label={item === undefined ? t('common.loading') : props.caption ? undefined : labelOf(item, props.words)}
      data-focused={props.focused}
      data-status={item?.status ?? 'loading'}
      data-caption={props.caption}
      draggable={item !== undefined && item.outputs.length > 0}
      onClick={(event) => actions.press(event, index)}
      onDoubleClick={() => item !== undefined && actions.open(item)}
      onContextMenu={(event) => actions.menu(event, index)}
      onDragStart={(event) => item !== undefined && actions.dragStart(event, item, index)}
    >
      {item === undefined ? (
        <span className="thumb" data-state="loading" />
      ) : (
        <Content {...props} item={item} actions={actions} />
      )}
    </div>
  );
});

function Content(props: {
  runId: number;
  item: ItemResource;
  edge: number;
  caption: boolean;
  words: UsedWords;
  actions: TileActions;
}) {
  const { item, caption } = props;
  const { t, said, duration } = props.words;
  const failed = item.status === 'failed';
  const gone = goneWord(item, t);
  return (
    <>
      {failed ? (
        <span className="tile-why">
          <IconPhotoOff size={18} stroke={1.5} aria-hidden="true" />
          {caption && <span>{item.error !== null && said(item.error.message)}</span>}
        </span>
      ) : (
        <Thumb
          src={itemThumb(props.runId, item, props.edge)}
          isFast={props.actions.isFast}
          dimmed={item.status !== 'completed' || gone !== null}
        />
      )}
      <span className="tile-caption">
        <span
          className="ellipsis"
          title={item.error === null ? item.name : `${item.name}: ${said(item.error.message)}`}
        >
          {item.name}
        </span>
        {failed ? (
          // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: a short way for the mouse; keys have Shift+R
          <span
            className="tile-retry"
            onClick={(event) => {
              event.stopPropagation();
              props.actions.retry(item);
            }}
          >
            {t('batch.retryShort')}
          </span>
        ) : (
          <span className="count">
            {gone ??
              (item.status === 'completed'
                ? item.milliseconds !== null && duration(item.milliseconds)
                : item.status !== 'pending' && t(`common.status.${item.status}`))}
          </span>
        )}
      </span>
      {item.status !== 'pending' && (
        <span className="tile-mark">
          <StatusMark status={item.status} label={t(`common.status.${item.status}`)} />
        </span>
      )}
    </>
  );
}

/** What became of a photo's files, when none of them is there any more by our doing. */
function goneWord({ outputs }: ItemResource, t: UsedWords['t']): string | null {
  if (outputs.length === 0 || outputs.some(({ undone }) => undone === undefined)) return null;
  return outputs.every(({ undone }) => undone === 'trashed') ? t('batch.trashed') : t('batches.standing.undone');
}

function labelOf(item: ItemResource, { t, said }: UsedWords): string {
  const status = goneWord(item, t) ?? t(`common.status.${item.status}`);
  return item.error === null ? `${item.name}, ${status}` : `${item.name}, ${status}: ${said(item.error.message)}`;
}
