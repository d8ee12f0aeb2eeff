import { Menu } from '@mantine/core';
import { IconAdjustments, IconClipboard, IconCopy, IconCopyPlus, IconPlus, IconTrash } from '@tabler/icons-react';
import { ContextMenu, type MenuPlace } from '../../../components/context-menu.tsx';
import { Keys } from '../../../components/keys.tsx';
import { useWords } from '../../../words/use-words.ts';
import { useScene } from '../editor-context.ts';
import { copySelected, duplicateSelected, pasteCopied, removeSelected } from '../use-editor.ts';

const ICON = { size: 15, stroke: 1.5 } as const;

/** What a right click on a card, or on the ground, offers. */
export function NodeMenu(props: {
  at: MenuPlace;
  node: string | null;
  onAdd: () => void;
  onEdit: () => void;
  onClose: () => void;
}) {
  const { t } = useWords();
  const { editor } = useScene();
  const { readOnly } = editor;
  return (
    <ContextMenu at={props.at} label={t('editor.menu')} onClose={props.onClose}>
      {props.node !== null && (
        <Menu.Item
          leftSection={<IconAdjustments {...ICON} />}
          rightSection={<Keys keys="Enter" />}
          onClick={props.onEdit}
        >
          {t('editor.editNode')}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconPlus {...ICON} />}
        rightSection={<Keys keys="Tab" />}
        disabled={readOnly}
        onClick={props.onAdd}
      >
        {t('editor.addNode')}
      </Menu.Item>
      {props.node !== null && (
        <>
          <Menu.Item
            leftSection={<IconCopy {...ICON} />}
            rightSection={<Keys keys="mod+c" />}
            onClick={() => copySelected(editor)}
          >
            {t('editor.copy')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCopyPlus {...ICON} />}
            rightSection={<Keys keys="mod+d" />}
            disabled={readOnly}
            onClick={() => duplicateSelected(editor)}
          >
            {t('editor.duplicate')}
          </Menu.Item>
        </>
      )}
      <Menu.Item
        leftSection={<IconClipboard {...ICON} />}
        rightSection={<Keys keys="mod+v" />}
        disabled={readOnly}
        onClick={() => pasteCopied(editor)}
      >
        {t('editor.paste')}
      </Menu.Item>
      {props.node !== null && (
        <Menu.Item
          leftSection={<IconTrash {...ICON} />}
          rightSection={<Keys keys="Delete" />}
          disabled={readOnly}
          onClick={() => removeSelected(editor)}
        >
          {t('editor.remove')}
        </Menu.Item>
      )}
    </ContextMenu>
  );
}
