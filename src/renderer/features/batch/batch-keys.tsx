import type { RefObject } from 'react';
import type { ItemResource, RunResource } from '../../../contract/api.ts';
import type { useRunActions } from '../../api/run-actions.ts';
import { TRASH_KEYS, type Trash } from '../../api/trash.ts';
import { go, to } from '../../router.ts';
import { useShortcut } from '../../shortcuts/commands.ts';
import { useWords } from '../../words/use-words.ts';
import { type Selection, selectedPlaces } from './selection.ts';
import { setTileSize, tileSizeNow } from './tile-size.ts';
import type { ItemActions } from './use-item-actions.ts';
import type { ItemPages } from './use-item-pages.ts';

/** Photos that one keystroke does again; the whole run has its own command. */
const MOST_AT_ONCE = 500;

/** The keys of the batch screen; the help sheet and the palette know them from here. */
export function BatchKeys(props: {
  run: RunResource;
  actions: ReturnType<typeof useRunActions>;
  items: ItemActions;
  trash: Trash;
  current: ItemResource | undefined;
  pages: RefObject<ItemPages | null>;
  selection: Selection;
  ask: { undo: () => void; cancel: () => void };
  onLook: () => void;
  onTrash: () => void;
}) {
  const { t } = useWords();
  const { run, actions, items, current, pages, selection, ask } = props;
  const { can } = actions;
  const focusGrid = () => document.getElementById('batch-grid')?.focus();

  useShortcut('/', t('batch.search'), () => document.getElementById('batch-search')?.focus());
  useShortcut('ArrowLeft ArrowRight ArrowUp ArrowDown Home End PageUp PageDown', t('batch.move'), focusGrid, {
    keyOnly: true,
  });
  useShortcut('shift+ArrowRight', t('batch.extend'), focusGrid, { keyOnly: true });
  useShortcut('mod+a', t('batch.selectAll'), focusGrid, { keyOnly: true });
  useShortcut('Enter', t('batch.open'), () => current !== undefined && go(to.item(run.id, current.id)), {
    enabled: current !== undefined,
  });
  useShortcut('Space', t('batch.quickLook'), props.onLook, { enabled: current !== undefined });
  useShortcut('p', can.resume ? t('batches.resume') : t('batches.pause'), can.resume ? actions.resume : actions.pause, {
    enabled: can.pause || can.resume,
  });
  useShortcut('r', t('batches.retry'), actions.retry, { enabled: can.retry });
  useShortcut(
    'shift+r',
    t('batch.retryThis'),
    () => {
      const places = selectedPlaces(selection, MOST_AT_ONCE);
      void pages.current?.load(places).then((chosen) => items.retry(chosen));
    },
    { enabled: current !== undefined },
  );
  useShortcut(TRASH_KEYS, t('trash.moveSelected'), props.onTrash, {
    enabled: props.trash.possible && current !== undefined,
  });
  useShortcut('z', t('batches.undo'), ask.undo, { enabled: can.undo });
  useShortcut(can.cancel ? 'x' : null, t('batches.stop'), ask.cancel, { enabled: can.cancel });
  useShortcut('+ =', t('batch.larger'), () => setTileSize(tileSizeNow() * 1.25), { keyOnly: true });
  useShortcut('-', t('batch.smaller'), () => setTileSize(tileSizeNow() / 1.25), { keyOnly: true });
  return null;
}
