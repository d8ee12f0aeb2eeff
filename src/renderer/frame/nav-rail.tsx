import { IconFolderBolt, IconPhoto, IconSettings, IconSitemap } from '@tabler/icons-react';
import { type Route, to } from '../router.ts';
import { useShortcut } from '../shortcuts/commands.ts';
import { useWords } from '../words/use-words.ts';

const ICON = { size: 18, stroke: 1.5, 'aria-hidden': true } as const;

/** The screens, at the left edge; mod+1 … mod+4 go there too. */
export function NavRail({ route }: { route: Route }) {
  const { t } = useWords();
  const entries = [
    {
      href: to.batches,
      label: t('frame.batches'),
      icon: <IconPhoto {...ICON} />,
      current: ['batches', 'batch', 'item'].includes(route.screen),
    },
    {
      href: to.workflows,
      label: t('frame.workflows'),
      icon: <IconSitemap {...ICON} />,
      current: ['workflows', 'workflow'].includes(route.screen),
    },
    {
      href: to.hotFolders,
      label: t('frame.hotFolders'),
      short: t('frame.hotFoldersShort'),
      icon: <IconFolderBolt {...ICON} />,
      current: route.screen === 'hotFolders',
    },
    {
      href: to.settings,
      label: t('frame.settings'),
      icon: <IconSettings {...ICON} />,
      current: route.screen === 'settings',
    },
  ];
  return (
    <nav className="rail" aria-label={t('frame.screens')}>
      <span className="lamp" aria-hidden="true" />
      {entries.map((entry, index) => (
        <RailEntry key={entry.href} {...entry} keys={`alt+${index + 1}`} />
      ))}
    </nav>
  );
}

function RailEntry(props: {
  href: string;
  label: string;
  short?: string;
  icon: React.ReactNode;
  current: boolean;
  keys: string;
}) {
  const { t } = useWords();
  useShortcut(
    props.keys,
    t('frame.goTo', { screen: props.label }),
    () => {
      window.location.hash = props.href;
    },
    { group: 'everywhere' },
  );
  return (
    <a href={props.href} aria-current={props.current ? 'page' : undefined} title={props.label} aria-label={props.label}>
      {props.icon}
      <span className="ellipsis">{props.short ?? props.label}</span>
    </a>
  );
}
