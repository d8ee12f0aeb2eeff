import { ActionIcon, Menu } from '@mantine/core';
import {
  IconDotsVertical,
  IconDownload,
  IconGitFork,
  IconPencil,
  IconPlayerPlay,
  IconTrash,
} from '@tabler/icons-react';
import { type MouseEvent, useState } from 'react';
import type { WorkflowSummary } from '../../../contract/workflow.ts';
import { ContextMenu, type MenuPlace, menuPlace } from '../../components/context-menu.tsx';
import { go, to } from '../../router.ts';
import { useWords } from '../../words/use-words.ts';
import { openStart } from '../start/start-state.ts';
import type { WorkflowActions } from './use-workflow-actions.ts';
import { WorkflowThumb } from './workflow-thumb.tsx';

const ICON = { size: 15, stroke: 1.5 } as const;

/** One workflow of the list. */
export function WorkflowCard(props: {
  workflow: WorkflowSummary;
  /** When a batch was last started with it. */
  usedAt: string | undefined;
  actions: WorkflowActions;
  onDelete: () => void;
}) {
  const { t, ago } = useWords();
  const { workflow, usedAt, actions } = props;
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const open = (event: MouseEvent) => setMenu(menuPlace(event));
  return (
    <li className="workflow-card" onContextMenu={open}>
      <a href={to.workflow(workflow.slug)} title={workflow.description ?? undefined}>
        <WorkflowThumb slug={workflow.slug} version={workflow.version} />
        <span className="workflow-card-words">
          <span className="strong ellipsis">{workflow.name}</span>
          <span className="workflow-card-description dim">{firstSentence(workflow.description)}</span>
          <span className="caption dim count">
            {workflow.builtIn ? '' : `${t('editor.list.version', { n: workflow.version })} · `}
            {usedAt === undefined ? t('editor.list.usedNever') : t('editor.list.used', { when: ago(usedAt) })}
          </span>
        </span>
      </a>
      <ActionIcon
        className="workflow-card-more"
        aria-label={t('editor.list.menu', { name: workflow.name })}
        aria-haspopup="menu"
        onClick={open}
      >
        <IconDotsVertical {...ICON} />
      </ActionIcon>
      {menu !== null && (
        <ContextMenu at={menu} label={t('editor.list.menu', { name: workflow.name })} onClose={() => setMenu(null)}>
          <Menu.Item leftSection={<IconPencil {...ICON} />} onClick={() => go(to.workflow(workflow.slug))}>
            {t('editor.list.open')}
          </Menu.Item>
          <Menu.Item leftSection={<IconPlayerPlay {...ICON} />} onClick={() => openStart({ workflow: workflow.slug })}>
            {t('editor.list.start')}
          </Menu.Item>
          <Menu.Item leftSection={<IconGitFork {...ICON} />} onClick={() => actions.fork(workflow)}>
            {t('editor.list.fork')}
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload {...ICON} />} onClick={() => actions.exportOne(workflow)}>
            {t('editor.list.export')}
          </Menu.Item>
          {!workflow.builtIn && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconTrash {...ICON} />} onClick={props.onDelete}>
                {t('editor.list.delete')}
              </Menu.Item>
            </>
          )}
        </ContextMenu>
      )}
    </li>
  );
}

function firstSentence(description: string | null): string {
  return description?.split(/(?<=\.)\s/)[0] ?? '';
}
