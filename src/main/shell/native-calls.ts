import type { BrowserWindow, IpcMainEvent, IpcMainInvokeEvent, OpenDialogOptions } from 'electron';
import type { z } from 'zod';
import { NATIVE_CHANNELS } from '../../contract/native.ts';
import { NATIVE_ARGUMENTS, type NativeCall } from '../../contract/native-calls.ts';
import { isOurs } from './app-scheme.ts';
import { type DragDeps, dragOut } from './drag-out.ts';
import type { ElectronApi, ShellLog } from './electron-api.ts';
import type { OpenedFiles } from './opened-files.ts';
import type { ShellWords } from './words.ts';

export interface NativeDeps extends DragDeps {
  opened: OpenedFiles;
  words: ShellWords;
  log: ShellLog;
}

type Event = IpcMainEvent | IpcMainInvokeEvent;

/** Answers what the preload offers to the screens: each call from a frame of ours only, and with arguments that fit its schema. */
export function answerNativeCalls(electron: ElectronApi, deps: NativeDeps): void {
  const { BrowserWindow, dialog, ipcMain, shell } = electron;

  /** The arguments of a call that may be answered; throws when it may not. */
  function accepted<Call extends NativeCall>(
    call: Call,
    event: Event,
    given: unknown,
  ): z.output<(typeof NATIVE_ARGUMENTS)[Call]> {
    // A frame of another origin must not use the bridge (Electron security checklist, “Validate the sender”).
    if (!isOurs(event.senderFrame?.url) || event.senderFrame?.parent != null) throw refused(call, 'sender');
    const parsed = NATIVE_ARGUMENTS[call].safeParse(given);
    if (!parsed.success) throw refused(call, 'arguments');
    return parsed.data as z.output<(typeof NATIVE_ARGUMENTS)[Call]>;
  }
  function refused(call: NativeCall, why: string): Error {
    deps.log.warn('a call of a page was refused', { call, why });
    return new Error(`Safelight refused ${call}: wrong ${why}.`);
  }
  function answer<Call extends NativeCall>(
    call: Call,
    act: (given: z.output<(typeof NATIVE_ARGUMENTS)[Call]>, event: IpcMainInvokeEvent) => Promise<unknown> | unknown,
  ): void {
    ipcMain.handle(NATIVE_CHANNELS[call], async (event, given: unknown) => act(accepted(call, event, given), event));
  }
  function hear<Call extends NativeCall>(
    call: Call,
    act: (given: z.output<(typeof NATIVE_ARGUMENTS)[Call]>, event: IpcMainEvent) => Promise<void> | void,
  ): void {
    ipcMain.on(NATIVE_CHANNELS[call], async (event, given: unknown) => {
      try {
        await act(accepted(call, event, given), event);
      } catch (error) {
        deps.log.warn('a call of a page failed', { call, error: String(error) });
      }
    });
  }
  async function choose(event: IpcMainInvokeEvent, options: OpenDialogOptions): Promise<string[]> {
    const window = BrowserWindow.fromWebContents(event.sender);
    if (window === null) return [];
    const { canceled, filePaths } = await dialog.showOpenDialog(window, options);
    return canceled ? [] : filePaths;
  }

  answer('chooseFolder', async (title, event) => {
    const [folder] = await choose(event, { title, properties: ['openDirectory', 'createDirectory'] });
    return folder ?? null;
  });
  answer('choosePhotos', async (title, event) => {
    const paths = await choose(event, { title, properties: ['openFile', 'multiSelections'] });
    for (const path of paths.slice(0, 10)) electron.app.addRecentDocument(path);
    return paths;
  });
  answer('takeOpened', () => deps.opened.take());
  answer('trashOutputs', async ({ runId, itemIds }, event) => {
    const window = BrowserWindow.fromWebContents(event.sender);
    return await deps.app.runs.trashOutputs(runId, itemIds, {
      confirm: async (files) => window !== null && (await confirmed(electron, window, deps.words, files)),
      trash: (path) => shell.trashItem(path),
    });
  });
  // Never openPath: it would start what is a program.
  hear('reveal', (path) => shell.showItemInFolder(path));
  hear('dragOut', (which, event) => dragOut(electron, deps, which, event.sender));
}

async function confirmed(
  { dialog }: Pick<ElectronApi, 'dialog'>,
  window: BrowserWindow,
  words: ShellWords,
  files: number,
): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: words.trashAsk(files),
    detail: words.trashMore,
    buttons: [words.cancel, words.trash],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 1;
}
