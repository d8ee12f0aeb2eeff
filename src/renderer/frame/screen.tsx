import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconLayoutSidebarRight } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useShortcut } from '../shortcuts/commands.ts';
import { useWords } from '../words/use-words.ts';
import { useInspectorOpen } from './inspector-state.ts';

/** One screen in the frame: toolbar above, main in the middle, inspector at the right, filmstrip below. */
export function Screen(props: {
  title: string;
  /** Beside the title, dim. */
  subtitle?: ReactNode;
  /** Address of the screen this one was opened from; also on Escape. */
  back?: string;
  /** Right part of the toolbar. */
  toolbar?: ReactNode;
  /** Collapsible, key I. */
  inspector?: ReactNode;
  filmstrip?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useWords();
  const { open, toggle } = useInspectorOpen();
  const hasInspector = props.inspector !== undefined;
  const label = open ? t('frame.hideInspector') : t('frame.showInspector');
  useShortcut(hasInspector ? 'i' : null, label, toggle, { enabled: hasInspector });
  useShortcut('Escape', t('common.back'), () => goBack(props.back), {
    enabled: props.back !== undefined,
    keyOnly: true,
  });
  useEffect(() => {
    document.title = `${props.title} – Safelight`;
  }, [props.title]);
  return (
    // All of it is main: what lies in the toolbar belongs to the screen, and dialogs bring headers of their own.
    <main className="screen" data-inspector={hasInspector && open}>
      <header className="toolbar">
        {props.back !== undefined && (
          <ActionIcon component="a" href={props.back} aria-label={t('common.back')}>
            <IconChevronLeft size={16} stroke={1.5} />
          </ActionIcon>
        )}
        <h1 className="ellipsis" title={props.title}>
          {props.title}
        </h1>
        {props.subtitle !== undefined && <span className="toolbar-subtitle dim ellipsis">{props.subtitle}</span>}
        <span className="toolbar-space" />
        {props.toolbar}
        {hasInspector && (
          <Tooltip label={label}>
            <ActionIcon aria-label={label} aria-pressed={open} aria-keyshortcuts="I" onClick={toggle}>
              <IconLayoutSidebarRight size={16} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        )}
      </header>
      <div className="screen-main">{props.children}</div>
      {hasInspector && open && (
        <section className="inspector" aria-label={t('frame.inspector')}>
          {props.inspector}
        </section>
      )}
      {props.filmstrip !== undefined && <div className="screen-filmstrip">{props.filmstrip}</div>}
    </main>
  );
}

function goBack(address: string | undefined): void {
  if (address !== undefined) window.location.hash = address;
}
