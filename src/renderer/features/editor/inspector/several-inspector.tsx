import { Button } from '@mantine/core';
import { IconCopyPlus, IconTrash } from '@tabler/icons-react';
import { Panel } from '../../../frame/panel.tsx';
import { useWords } from '../../../words/use-words.ts';
import { useScene } from '../editor-context.ts';
import { duplicateSelected, removeSelected } from '../use-editor.ts';

/** What can be done to several nodes at once. */
export function SeveralInspector() {
  const { t } = useWords();
  const { editor } = useScene();
  return (
    <Panel title={t('editor.several', { count: editor.selected.length })}>
      <div className="several-actions">
        <Button
          disabled={editor.readOnly}
          leftSection={<IconCopyPlus size={15} stroke={1.5} />}
          onClick={() => duplicateSelected(editor)}
        >
          {t('editor.duplicate')}
        </Button>
        <Button
          disabled={editor.readOnly}
          leftSection={<IconTrash size={15} stroke={1.5} />}
          onClick={() => removeSelected(editor)}
        >
          {t('editor.remove')}
        </Button>
      </div>
    </Panel>
  );
}
