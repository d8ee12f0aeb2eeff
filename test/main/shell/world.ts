import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HotFolder } from '../../../src/contract/hot-folder.ts';
import type { Run } from '../../../src/contract/run.ts';
import type { App } from '../../../src/main/app.ts';
import { createEventBus } from '../../../src/main/engine/event-bus.ts';
import { type DesktopShell, runShell } from '../../../src/main/shell/shell.ts';
import { shellWords } from '../../../src/main/shell/words.ts';
import { createFakeElectron } from './fake-electron.ts';

export function run(more: Partial<Run> = {}): Run {
  return {
    id: 7,
    name: 'Wedding',
    status: 'running',
    trigger: 'app',
    totalItems: 10,
    completedItems: 0,
    failedItems: 0,
    skippedItems: 0,
    cancelledItems: 0,
    error: null,
    ...more,
  } as Run;
}

/** The shell around an app of which only what the shell asks for is there. */
export async function shellWorld(
  options: {
    platform?: NodeJS.Platform;
    /** Of each item. */
    outputs?: object[];
    zip?: boolean;
    /** What the app does when it is asked to move outputs into the trash. */
    trashOutputs?: App['runs']['trashOutputs'];
    dataDir?: string;
  } = {},
) {
  const electron = createFakeElectron();
  const events = createEventBus((error) => {
    throw error;
  });
  const hotFolders: Pick<HotFolder, 'enabled'>[] = [];
  const imported: unknown[] = [];
  const closed: string[] = [];
  const warnings: string[] = [];
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'safelight-shell-'));
  const app = {
    dataDir,
    events,
    hotFolders: { list: async () => hotFolders },
    runs: {
      list: async () => ({ items: [], total: 0 }),
      get: async () => ({ output: { zip: options.zip ?? false } }),
      item: async () => ({ outputs: options.outputs ?? [] }),
      trashOutputs: options.trashOutputs,
    },
    workflows: {
      create: async (document: unknown) => {
        imported.push(document);
        return { slug: 'imported' };
      },
    },
    close: async () => void closed.push('app'),
  } as unknown as App;
  const shell: DesktopShell = await runShell({
    electron: electron.api,
    app,
    doors: {
      api: { fetch: async () => new Response('page'), routes: () => [], ready: async () => null },
      control: { server: { url: 'http://127.0.0.1:4780' } } as never,
      close: async () => void closed.push('doors'),
    },
    words: shellWords('en'),
    log: { info() {}, warn: (message) => void warnings.push(message), error: (message) => void warnings.push(message) },
    files: {
      preload: '/out/preload/index.cjs',
      trayIcon: '/icons/tray.png',
      dragIcon: '/icons/drag.png',
      logs: '/logs',
    },
    platform: options.platform ?? 'linux',
  });
  return { electron, shell, events, hotFolders, imported, closed, warnings, dataDir, window: electron.windows[0]! };
}

/** Lets what was begun go on until nothing is left to do at once. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}
