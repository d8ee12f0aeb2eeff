import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDotsVertical,
  IconDownload,
  IconGitFork,
  IconHierarchy2,
  IconHistory,
  IconPlayerPlay,
  IconPlus,
} from '@tabler/icons-react';
import type { RefObject } from 'react';
import { downloadJson } from '../../api/download.ts';
import type { StoredWorkflow } from '../../api/stored-workflow.ts';
import { Keys } from '../../components/keys.tsx';
import { useWords } from '../../words/use-words.ts';
import { openStart } from '../start/start-state.ts';
import type { CanvasHandle } from './canvas/graph-canvas.tsx';
import { useScene } from './editor-context.ts';
import type { Save } from './use-save.ts';

const ICON = { size: 16, stroke: 1.5 } as const;

/** What is done to the workflow as a whole. */
export function EditorToolbar(props: {
  stored: StoredWorkflow;
  save: Save;
  canvas: RefObject<CanvasHandle | null>;
  showsVersions: boolean;
  onVersions: () => void;
}) {
  const { t } = useWords();
  const { editor, problems } = useScene();
  const { stored, save } = props;
  const wrong = problems.issues.length;
  const run = () => openStart({ workflow: stored.slug });
  return (
    <div className="editor-toolbar">
      <Tooltip label={t('editor.undo')}>
        <ActionIcon
          aria-label={t('editor.undo')}
          aria-keyshortcuts="Control+Z"
          disabled={!editor.canUndo}
          onClick={editor.undo}
        >
          <IconArrowBackUp {...ICON} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('editor.redo')}>
        <ActionIcon
          aria-label={t('editor.redo')}
          aria-keyshortcuts="Control+Shift+Z"
          disabled={!editor.canRedo}
          onClick={editor.redo}
        >
          <IconArrowForwardUp {...ICON} />
        </ActionIcon>
      </Tooltip>
      <Button
        className="toolbar-text"
        variant="subtle"
        color="gray"
        leftSection={<IconHistory {...ICON} />}
        aria-pressed={props.showsVersions}
        onClick={props.onVersions}
      >
        {t('editor.versions')}
      </Button>
      <Button
        className="toolbar-text"
        variant="subtle"
        color="gray"
        leftSection={<IconHierarchy2 {...ICON} style={{ rotate: '-90deg' }} />}
        disabled={editor.readOnly}
        onClick={() => props.canvas.current?.tidy()}
      >
        {t('editor.tidy')}
      </Button>
      <Button
        leftSection={<IconPlus {...ICON} />}
        rightSection={<Keys keys="Tab" />}
        disabled={editor.readOnly}
        onClick={() => props.canvas.current?.add()}
      >
        {t('editor.addNode')}
      </Button>
      {!editor.readOnly && (
        <Tooltip label={wrong > 0 ? t('editor.cannotSave') : t('editor.saveMore')}>
          <Button
            rightSection={<Keys keys="mod+s" />}
            disabled={!editor.changed || wrong > 0}
            loading={save.saving}
            onClick={() => void save.save()}
          >
            {t('editor.save')}
          </Button>
        </Tooltip>
      )}
      <Tooltip label={editor.changed ? t('editor.runSaved') : t('editor.runMore')}>
        <Button variant="filled" leftSection={<IconPlayerPlay {...ICON} />} onClick={run}>
          {t('editor.run')}
        </Button>
      </Tooltip>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('common.more')}>
            <IconDotsVertical {...ICON} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconHistory {...ICON} />} onClick={props.onVersions}>
            {t('editor.versions')}
          </Menu.Item>
          <Menu.Item leftSection={<IconGitFork {...ICON} />} onClick={() => save.saveCopy()}>
            {t('editor.saveCopy')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconDownload {...ICON} />}
            onClick={() => downloadJson(`${stored.slug}.json`, editor.document)}
          >
            {t('editor.list.export')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
