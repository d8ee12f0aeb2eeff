import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { NATIVE_CHANNELS } from '../../../src/contract/native.ts';
import type { TrashCalls } from '../../../src/main/engine/trash-outputs.ts';
import { pageOf } from './fake-electron.ts';
import { settled, shellWorld } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'safelight-outputs-'));
function output(name: string, more: object = {}) {
  const path = join(folder, name);
  writeFileSync(path, name);
  return { path, ...more };
}

/** Under load; it is there at once. */
const PATIENCE = { timeout: 20_000 };
const which = { runId: 1, itemIds: [1] };

describe('moving outputs into the trash', () => {
  /** An app that has two files to move. */
  async function trashTwo(_run: unknown, _items: unknown, calls: TrashCalls) {
    if (!(await calls.confirm(2))) return null;
    for (const path of ['/out/a.jpg', '/out/b.jpg']) await calls.trash(path);
    return { trashed: 2, kept: [] };
  }

  it('asks how many, with the harmless answer as default, and uses the system’s own trash', async () => {
    const { electron, window } = await shellWorld({ trashOutputs: trashTwo });
    const report = await electron.ipcMain.invoke(NATIVE_CHANNELS.trashOutputs, pageOf(window), which);
    expect(report).toEqual({ trashed: 2, kept: [] });
    expect(electron.trashed).toEqual(['/out/a.jpg', '/out/b.jpg']);
    expect(electron.asked[0]?.options).toMatchObject({
      message: 'Move 2 files to the trash?',
      defaultId: 0,
      cancelId: 0,
    });
  });

  it('touches nothing when the answer is no', async () => {
    const { electron, window } = await shellWorld({ trashOutputs: trashTwo });
    electron.answers.messageBox = 0;
    expect(await electron.ipcMain.invoke(NATIVE_CHANNELS.trashOutputs, pageOf(window), which)).toBeNull();
    expect(electron.trashed).toEqual([]);
  });
});

describe('dragging out', () => {
  it('gives the files of these items that are there, and nothing else', async () => {
    const there = output('dragged.jpg');
    const link = join(folder, 'link.jpg');
    symlinkSync(there.path, link);
    const { electron, window } = await shellWorld({
      outputs: [
        { path: join(folder, 'gone.jpg') },
        { path: folder },
        { path: link },
        output('zipped.jpg', { archive: '/out/all.zip' }),
        output('undone.jpg', { undone: 'removed' }),
        output('in-trash.jpg', { undone: 'trashed' }),
        there,
      ],
    });
    electron.ipcMain.emit(NATIVE_CHANNELS.dragOut, pageOf(window), which);
    await vi.waitFor(() => expect(window.webContents.drags).toHaveLength(1), PATIENCE);
    expect(window.webContents.drags).toEqual([{ file: there.path, files: [there.path], icon: '/icons/drag.png' }]);
  });

  it('has a small picture of the first file under the pointer where the system makes one', async () => {
    const { electron, window } = await shellWorld({ outputs: [output('first.jpg'), output('second.jpg')] });
    electron.thumbnails.of = async (path) => ({ path, isEmpty: () => false });
    electron.ipcMain.emit(NATIVE_CHANNELS.dragOut, pageOf(window), which);
    await vi.waitFor(() => expect(window.webContents.drags).toHaveLength(1), PATIENCE);
    expect(window.webContents.drags[0]).toMatchObject({ icon: { path: join(folder, 'first.jpg') } });
  });

  it('does not wait for a small picture that takes long', async () => {
    const { electron, window } = await shellWorld({ outputs: [output('slow.jpg')] });
    electron.thumbnails.of = () => new Promise(() => {});
    electron.ipcMain.emit(NATIVE_CHANNELS.dragOut, pageOf(window), which);
    await vi.waitFor(() => expect(window.webContents.drags).toMatchObject([{ icon: '/icons/drag.png' }]), PATIENCE);
  });

  it('gives nothing of a run whose files go into a zip', async () => {
    const { electron, window } = await shellWorld({ outputs: [output('staged.jpg')], zip: true });
    electron.ipcMain.emit(NATIVE_CHANNELS.dragOut, pageOf(window), which);
    await settled();
    expect(window.webContents.drags).toEqual([]);
  });
});

it('answers what was chosen, and remembers photos as recent', async () => {
  const { electron, window } = await shellWorld();
  electron.answers.openDialog = ['/photos/a.jpg'];
  expect(await electron.ipcMain.invoke(NATIVE_CHANNELS.choosePhotos, pageOf(window), 'Choose')).toEqual([
    '/photos/a.jpg',
  ]);
  expect(electron.app.recent).toEqual(['/photos/a.jpg']);
  expect(await electron.ipcMain.invoke(NATIVE_CHANNELS.chooseFolder, pageOf(window), 'Choose')).toBe('/photos/a.jpg');
});

it('shows files in the file manager, and never starts them', async () => {
  const { electron, window } = await shellWorld();
  electron.ipcMain.emit(NATIVE_CHANNELS.reveal, pageOf(window), '/photos/tool.sh');
  expect(electron.revealed).toEqual(['/photos/tool.sh']);
  expect(electron.outside).toEqual([]);
});
