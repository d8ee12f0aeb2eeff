import { Menu } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import {
  IconArrowBackUp,
  IconCopy,
  IconFolderOpen,
  IconListDetails,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconRepeat,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RunResource } from '../../../contract/api.ts';
import { api } from '../../api/client.ts';
import { native } from '../../api/native.ts';
import { useRunActions } from '../../api/run-actions.ts';
import { CancelDialog } from '../../components/cancel-dialog.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ContextMenu, type MenuPlace } from '../../components/context-menu.tsx';
import { Keys } from '../../components/keys.tsx';
import { sourcePaths } from '../../components/run-standing.ts';
import { UndoDialog } from '../../components/undo-dialog.tsx';
import { go, to } from '../../router.ts';
import { useWords } from '../../words/use-words.ts';
import { openStart } from '../start/start-state.ts';

/** What is asked before it is done. */
export type BatchQuestion = 'undo' | 'cancel' | 'remove';

const ICON = { size: 15, stroke: 1.5 } as const;

/** What can be done to a run, as its row's menu. */
export function BatchMenu(props: {
  run: RunResource;
  at: MenuPlace;
  onClose: () => void;
  ask: (what: BatchQuestion) => void;
}) {
  const { run } = props;
  const { t } = useWords();
  const actions = useRunActions(run);
  const clipboard = useClipboard();
  const { can } = actions;
  const paths = sourcePaths(run);
  return (
    <ContextMenu at={props.at} label={t('batches.menu', { name: run.name })} onClose={props.onClose}>
      <Menu.Item
        leftSection={<IconListDetails {...ICON} />}
        rightSection={<Keys keys="Enter" />}
        onClick={() => go(to.batch(run.id))}
      >
        {t('batches.open')}
      </Menu.Item>
      {can.pause && (
        <Menu.Item leftSection={<IconPlayerPause {...ICON} />} rightSection={<Keys keys="p" />} onClick={actions.pause}>
          {t('batches.pause')}
        </Menu.Item>
      )}
      {can.resume && (
        <Menu.Item leftSection={<IconPlayerPlay {...ICON} />} rightSection={<Keys keys="p" />} onClick={actions.resume}>
          {t('batches.resume')}
        </Menu.Item>
      )}
      {can.retry && (
        <Menu.Item leftSection={<IconRefresh {...ICON} />} rightSection={<Keys keys="r" />} onClick={actions.retry}>
          {t('batches.retry')}
        </Menu.Item>
      )}
      {paths.length > 0 && (
        <Menu.Item
          leftSection={<IconRepeat {...ICON} />}
          onClick={() => openStart({ paths, workflow: run.workflowSlug, folder: run.output.folder })}
        >
          {t('batches.again')}
        </Menu.Item>
      )}
      <Menu.Divider />
      {native !== undefined && (
        <Menu.Item leftSection={<IconFolderOpen {...ICON} />} onClick={() => native?.reveal(run.output.folder)}>
          {t('batches.reveal')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconCopy {...ICON} />} onClick={() => clipboard.copy(run.output.folder)}>
        {t('batches.copyPath')}
      </Menu.Item>
      <Menu.Divider />
      {can.cancel && (
        <Menu.Item leftSection={<IconPlayerStop {...ICON} />} onClick={() => props.ask('cancel')}>
          {t('batches.stop')}
        </Menu.Item>
      )}
      {can.undo && (
        <Menu.Item
          leftSection={<IconArrowBackUp {...ICON} />}
          rightSection={<Keys keys="z" />}
          onClick={() => props.ask('undo')}
        >
          {t('batches.undo')}
        </Menu.Item>
      )}
      {!can.cancel && (
        <Menu.Item
          leftSection={<IconTrash {...ICON} />}
          rightSection={<Keys keys="Delete" />}
          onClick={() => props.ask('remove')}
        >
          {t('batches.remove')}
        </Menu.Item>
      )}
    </ContextMenu>
  );
}

/** The dialog that belongs to a question. */
export function BatchQuestions(props: { run: RunResource; what: BatchQuestion; onClose: () => void }) {
  const actions = useRunActions(props.run);
  switch (props.what) {
    case 'undo':
      return <UndoDialog run={props.run} onClose={props.onClose} />;
    case 'cancel':
      return <CancelDialog run={props.run} onConfirm={actions.cancel} onClose={props.onClose} />;
    case 'remove':
      return <RemoveDialog run={props.run} onClose={props.onClose} />;
  }
}

function RemoveDialog({ run, onClose }: { run: RunResource; onClose: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.deleteRun({ params: { runId: run.id } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['runs'] });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t('removing.title', { name: run.name })}
      confirm={t('removing.confirm')}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
      busy={remove.isPending}
      error={remove.error}
    >
      {run.outputCount > 0 && <p>{t('removing.files', { count: run.outputCount })}</p>}
      <p>{t('removing.noUndo')}</p>
      <p className="dim">{t('common.originalsStay')}</p>
    </ConfirmDialog>
  );
}
