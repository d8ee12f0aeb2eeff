import { isAbsolute } from 'node:path';
import { BrowserWindow, dialog, type IpcMainInvokeEvent, ipcMain, type OpenDialogOptions, shell } from 'electron';
import { NATIVE_CHANNELS } from '../../contract/native.ts';
import { APP_ORIGIN } from './app-scheme.ts';

/** Answers what the preload offers to the screens. */
export function answerNativeCalls(): void {
  ipcMain.handle(NATIVE_CHANNELS.chooseFolder, async (event, title: unknown) => {
    const [folder] = await choose(event, { title: String(title), properties: ['openDirectory', 'createDirectory'] });
    return folder ?? null;
  });
  ipcMain.handle(NATIVE_CHANNELS.choosePhotos, (event, title: unknown) =>
    choose(event, { title: String(title), properties: ['openFile', 'multiSelections'] }),
  );
  ipcMain.on(NATIVE_CHANNELS.reveal, (event, path: unknown) => {
    if (isOurs(event) && typeof path === 'string' && isAbsolute(path)) shell.showItemInFolder(path);
  });
}

async function choose(event: IpcMainInvokeEvent, options: OpenDialogOptions): Promise<string[]> {
  const window = BrowserWindow.fromWebContents(event.sender);
  if (window === null || !isOurs(event)) return [];
  return (await dialog.showOpenDialog(window, options)).filePaths;
}

/** A frame of another origin must not use the bridge (Electron security checklist, “Validate the sender”). */
function isOurs(event: Pick<IpcMainInvokeEvent, 'senderFrame'>): boolean {
  return event.senderFrame?.url.startsWith(`${APP_ORIGIN}/`) === true;
}
