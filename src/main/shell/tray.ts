import type { Tray } from 'electron';
import type { ElectronApi } from './electron-api.ts';
import type { ShellWords } from './words.ts';

export interface TrayIcon {
  /** Shows how many folders are watched, or that photos are worked on; takes the icon away when there is neither. */
  show(state: { folders: number; busy: boolean }): void;
  close(): void;
}

/** An icon in the tray or menu bar while something goes on that does not need the window. */
export function createTrayIcon(
  { Menu, Tray, nativeImage }: Pick<ElectronApi, 'Menu' | 'Tray' | 'nativeImage'>,
  deps: { icon: string; words: ShellWords; open: () => void; goToHotFolders: () => void; quit: () => void },
): TrayIcon {
  const { words } = deps;
  let tray: Tray | null = null;
  let shown = '';

  function remove(): void {
    tray?.destroy();
    tray = null;
    shown = '';
  }
  return {
    show({ folders, busy }) {
      if (folders === 0 && !busy) return remove();
      const state = folders > 0 ? words.watching(folders) : words.working;
      if (tray === null) {
        tray = new Tray(nativeImage.createFromPath(deps.icon));
        tray.on('click', deps.open);
      }
      if (state === shown) return;
      shown = state;
      tray.setToolTip(`Safelight – ${state}`);
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: words.open, click: deps.open },
          { label: state, enabled: folders > 0, click: deps.goToHotFolders },
          { type: 'separator' },
          { label: words.quit, click: deps.quit },
        ]),
      );
    },
    close: remove,
  };
}
