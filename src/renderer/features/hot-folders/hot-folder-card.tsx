import { ActionIcon, Menu, Switch } from '@mantine/core';
import {
  IconArrowRight,
  IconCopy,
  IconDots,
  IconFolder,
  IconFolderOpen,
  IconFolderSymlink,
  IconPencil,
  IconSitemap,
  IconTrash,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { HotFolder } from '../../../contract/hot-folder.ts';
import { native } from '../../api/native.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { to } from '../../router.ts';
import { useWords } from '../../words/use-words.ts';
import { folderName } from './hot-folder-choices.ts';
import { HotFolderRuns } from './hot-folder-runs.tsx';
import { HotFolderState } from './hot-folder-state.tsx';
import { useHotFolderActions } from './use-hot-folders.ts';

const ICON = { size: 15, stroke: 1.5, 'aria-hidden': true } as const;

/** One hot folder: what goes where, how it stands, what it made last. */
export function HotFolderCard({ hot, onEdit }: { hot: HotFolder; onEdit: () => void }) {
  const words = useWords();
  const { t } = words;
  const { toggle, remove } = useHotFolderActions(hot);
  const [removing, setRemoving] = useState(false);
  const name = folderName(hot.folder);
  return (
    <li className="hot-folder" data-state={hot.state}>
      <header>
        <Switch
          aria-label={t('hotFolders.switch', { name })}
          // Not disabled meanwhile: it would lose the focus.
          checked={toggle.isPending ? toggle.variables : hot.enabled}
          onChange={(event) => toggle.mutate(event.currentTarget.checked)}
        />
        <h2 className="ellipsis" title={hot.folder}>
          {name}
        </h2>
        <HotFolderState state={hot.state} />
        <span className="hot-folder-space" />
        <CardMenu hot={hot} onEdit={onEdit} onRemove={() => setRemoving(true)} />
      </header>
      {hot.error !== null && (
        <p className="hot-folder-error" role="status">
          {words.said(hot.error)}
        </p>
      )}
      <ErrorNotice error={toggle.error} />
      <div className="hot-folder-flow">
        <Place icon={<IconFolder {...ICON} />} label={t('hotFolders.from')} text={hot.folder} />
        <IconArrowRight size={14} stroke={1.5} aria-hidden="true" />
        <Place
          icon={<IconSitemap {...ICON} />}
          label={t('hotFolders.workflow')}
          text={hot.workflow}
          href={to.workflow(hot.workflow)}
        />
        <IconArrowRight size={14} stroke={1.5} aria-hidden="true" />
        <Place icon={<IconFolderSymlink {...ICON} />} label={t('hotFolders.to')} text={hot.output.folder} />
      </div>
      <dl className="hot-folder-counts">
        {(['waiting', 'settling', 'done', 'failed'] as const).map((key) => (
          <div key={key} data-key={key} data-none={hot.counts[key] === 0} title={t(`hotFolders.countHint.${key}`)}>
            <dd className="count">{words.count(hot.counts[key])}</dd>
            <dt>{t(`hotFolders.count.${key}`)}</dt>
          </div>
        ))}
      </dl>
      <HotFolderRuns hot={hot} />
      <footer className="dim caption">
        {hot.lastFile === null ? (
          <span>{t('hotFolders.noFile')}</span>
        ) : (
          <span className="ellipsis" title={`${hot.lastFile.name} · ${words.dateTime(hot.lastFile.at)}`}>
            {t('hotFolders.lastFile', { name: hot.lastFile.name, when: words.ago(hot.lastFile.at) })}
          </span>
        )}
        <span className="hot-folder-space" />
        <span>{t(`hotFolders.sources.${hot.afterwards}`)}</span>
      </footer>
      {removing && (
        <ConfirmDialog
          title={t('hotFolders.removeTitle', { name })}
          confirm={t('hotFolders.remove')}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(undefined, { onSuccess: () => setRemoving(false) })}
          onClose={() => setRemoving(false)}
        >
          <p>{t('hotFolders.removeWhat', { folder: hot.folder })}</p>
          <p className="dim">{t('hotFolders.removeKeeps')}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}

function CardMenu(props: { hot: HotFolder; onEdit: () => void; onRemove: () => void }) {
  const { t } = useWords();
  const { folder, output } = props.hot;
  const show = (path: string) =>
    native === undefined ? void navigator.clipboard.writeText(path) : native.reveal(path);
  const icon = native === undefined ? <IconCopy {...ICON} /> : <IconFolderOpen {...ICON} />;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('hotFolders.menu', { name: folderName(folder) })}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil {...ICON} />} onClick={props.onEdit}>
          {t('hotFolders.edit')}
        </Menu.Item>
        <Menu.Item leftSection={icon} onClick={() => show(folder)}>
          {t(native === undefined ? 'hotFolders.copyFolder' : 'hotFolders.openFolder')}
        </Menu.Item>
        <Menu.Item leftSection={icon} onClick={() => show(output.folder)}>
          {t(native === undefined ? 'hotFolders.copyOutput' : 'hotFolders.openOutput')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconTrash {...ICON} />} onClick={props.onRemove}>
          {t('hotFolders.removeMenu')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Place(props: { icon: ReactNode; label: string; text: string; href?: string }) {
  // Ends matter more than beginnings in a path: it is cut at its left.
  const text = <bdi className="ellipsis">{props.text}</bdi>;
  return (
    <div className="hot-folder-place" title={props.text}>
      <span className="dim caption">
        {props.icon}
        {props.label}
      </span>
      {props.href === undefined ? <span>{text}</span> : <a href={props.href}>{text}</a>}
    </div>
  );
}
