import { statSync } from 'node:fs';
import type { BrowserWindow, IpcMainEvent, IpcMainInvokeEvent, OpenDialogOptions } from 'electron';
import type { z } from 'zod';
import { NATIVE_CHANNELS, type TrashReport } from '../../contract/native.ts';
import { NATIVE_ARGUMENTS, type NativeCall } from '../../contract/native-calls.ts';
import type { App } from '../app.ts';
import { isOurs } from './app-scheme.ts';
import type { ElectronApi, ShellLog } from './electron-api.ts';
import type { OpenedFiles } from './opened-files.ts';
import { ourOutputs } from './our-outputs.ts';
import type { ShellWords } from './words.ts';

export interface NativeDeps {
  app: Pick<App, 'runs'>;
  opened: OpenedFiles;
  words: ShellWords;
  log: ShellLog;
  /** Picture under the pointer while files are dragged out. */
  dragIcon: string;
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
    act: (given: z.output<(typeof NATIVE_ARGUMENTS)[Call]>, event: IpcMainEvent) => void,
  ): void {
    ipcMain.on(NATIVE_CHANNELS[call], (event, given: unknown) => {
      try {
        act(accepted(call, event, given), event);
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
  answer('trashOutputs', async (which, event) => {
    const { ours, changed } = await ourOutputs(deps.app, which);
    const window = BrowserWindow.fromWebContents(event.sender);
    if (ours.length === 0) return { trashed: 0, kept: changed } satisfies TrashReport;
    if (window === null || !(await confirmed(electron, window, deps.words, ours.length))) return null;
    const report: TrashReport = { trashed: 0, kept: [...changed] };
    for (const path of ours) {
      try {
        await shell.trashItem(path);
        report.trashed += 1;
      } catch (error) {
        deps.log.warn('a file could not be moved to the trash', { path, error: String(error) });
        report.kept.push(path);
      }
    }
    return report;
  });
  // Never openPath: it would start what is a program.
  hear('reveal', (path) => shell.showItemInFolder(path));
  hear('dragOut', (paths, event) => {
    const files = paths.filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
    const [file] = files;
    if (file !== undefined) event.sender.startDrag({ file, files, icon: deps.dragIcon });
  });
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
