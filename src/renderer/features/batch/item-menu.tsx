import { Menu } from '@mantine/core';
import {
  IconArrowsDiff,
  IconCopy,
  IconDownload,
  IconEye,
  IconFolderOpen,
  IconRefresh,
  IconRepeat,
  IconTrash,
} from '@tabler/icons-react';
import type { RefObject } from 'react';
import type { ItemResource, RunResource } from '../../../contract/api.ts';
import { deliveredFiles } from '../../api/delivered-files.ts';
import { TRASH_KEYS, type Trash } from '../../api/trash.ts';
import { ContextMenu, type MenuPlace } from '../../components/context-menu.tsx';
import { Keys } from '../../components/keys.tsx';
import { go, to } from '../../router.ts';
import { useWords } from '../../words/use-words.ts';
import { type Selection, selectedCount, selectedPlaces } from './selection.ts';
import type { ItemActions } from './use-item-actions.ts';
import type { ItemPages } from './use-item-pages.ts';

const ICON = { size: 15, stroke: 1.5 } as const;
const MOST_AT_ONCE = 500;

/** What can be done to the photo under the pointer, or to all that are selected with it. */
export function ItemMenu(props: {
  run: RunResource;
  item: ItemResource;
  at: MenuPlace;
  selection: Selection;
  pages: RefObject<ItemPages | null>;
  items: ItemActions;
  trash: Trash;
  onLook: () => void;
  onTrash: () => void;
  onClose: () => void;
}) {
  const { t } = useWords();
  const { item, items, run, trash } = props;
  const count = Math.min(MOST_AT_ONCE, selectedCount(props.selection));
  const several = count > 1;
  const withSelected = (act: (chosen: ItemResource[]) => void) => {
    void props.pages.current?.load(selectedPlaces(props.selection, MOST_AT_ONCE)).then(act);
  };
  const [file] = deliveredFiles([item]);
  return (
    <ContextMenu
      at={props.at}
      label={t('batch.menu', { name: several ? t('common.photos', { count }) : item.name })}
      onClose={props.onClose}
    >
      <Menu.Item
        leftSection={<IconArrowsDiff {...ICON} />}
        rightSection={<Keys keys="Enter" />}
        onClick={() => go(to.item(run.id, item.id))}
      >
        {t('batch.open')}
      </Menu.Item>
      <Menu.Item leftSection={<IconEye {...ICON} />} rightSection={<Keys keys="Space" />} onClick={props.onLook}>
        {t('batch.quickLook')}
      </Menu.Item>
      {(several || items.canRetry(item)) && (
        <Menu.Item
          leftSection={<IconRefresh {...ICON} />}
          rightSection={<Keys keys="shift+r" />}
          onClick={() => (several ? withSelected((chosen) => void items.retry(chosen)) : void items.retry([item]))}
        >
          {several ? t('batch.retrySelected') : item.status === 'completed' ? t('batch.rerun') : t('batch.retryThis')}
        </Menu.Item>
      )}
      {!several && items.canRerun(item) && (
        <Menu.Item leftSection={<IconRepeat {...ICON} />} onClick={() => void items.rerun(item)}>
          {t('batch.rerun')}
        </Menu.Item>
      )}
      <Menu.Divider />
      {items.reveal !== undefined && item.outputs.some((output) => output.undone === undefined) && (
        <Menu.Item leftSection={<IconFolderOpen {...ICON} />} onClick={() => items.reveal?.(item)}>
          {t('batch.reveal')}
        </Menu.Item>
      )}
      {file !== undefined && (
        <Menu.Item component="a" href={new URL(file.url).pathname} download leftSection={<IconDownload {...ICON} />}>
          {t('batch.download')}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconCopy {...ICON} />}
        disabled={!several && file === undefined}
        onClick={() => (several ? withSelected(items.copyPaths) : items.copyPaths([item]))}
      >
        {several ? t('batch.copyPaths', { count }) : t('batch.copyPath')}
      </Menu.Item>
      {trash.possible && (several || trash.fits(item)) && (
        <>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconTrash {...ICON} />}
            rightSection={<Keys keys={TRASH_KEYS} />}
            onClick={props.onTrash}
          >
            {several ? t('trash.moveSelected') : t('trash.move')}
          </Menu.Item>
        </>
      )}
    </ContextMenu>
  );
}
