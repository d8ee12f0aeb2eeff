import { IconAlertTriangle, IconEye, IconPlayerPause, IconPlugConnectedX } from '@tabler/icons-react';
import type { HotFolder } from '../../../contract/hot-folder.ts';
import { useWords } from '../../words/use-words.ts';

const ICONS = {
  watching: IconEye,
  away: IconPlugConnectedX,
  failed: IconAlertTriangle,
  off: IconPlayerPause,
} as const;

/** A state as a shape with a word. */
export function HotFolderState({ state }: { state: HotFolder['state'] }) {
  const { t } = useWords();
  const Icon = ICONS[state];
  return (
    <span className="hot-folder-state" data-state={state}>
      <Icon size={13} stroke={1.8} aria-hidden="true" />
      {t(`hotFolders.state.${state}`)}
    </span>
  );
}
