import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { NATIVE_CHANNELS } from '../../../src/contract/native.ts';
import { pageOf } from './fake-electron.ts';
import { shellWorld } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'safelight-outputs-'));
function output(name: string, more: object = {}) {
  const path = join(folder, name);
  writeFileSync(path, name);
  return { path, bytes: name.length, sha256: createHash('sha256').update(name).digest('hex'), ...more };
}

const which = { runId: 1, itemIds: [1] };

it('puts only files into the trash that are still as we delivered them, after asking how many', async () => {
  const ours = output('ours.jpg');
  const edited = output('edited.jpg');
  writeFileSync(edited.path, 'EDITED.jpg');
  const inZip = output('zipped.jpg', { archive: 'all.zip' });
  const { electron, window } = await shellWorld({ outputs: [ours, edited, inZip] });
  const report = await electron.ipcMain.invoke(NATIVE_CHANNELS.trashOutputs, pageOf(window), which);
  expect(report).toEqual({ trashed: 1, kept: [edited.path] });
  expect(electron.trashed).toEqual([ours.path]);
  expect(electron.asked[0]?.options).toMatchObject({ message: 'Move 1 file to the trash?', defaultId: 0, cancelId: 0 });
});

it('touches nothing when the answer is no', async () => {
  const { electron, window } = await shellWorld({ outputs: [output('stays.jpg')] });
  electron.answers.messageBox = 0;
  expect(await electron.ipcMain.invoke(NATIVE_CHANNELS.trashOutputs, pageOf(window), which)).toBeNull();
  expect(electron.trashed).toEqual([]);
});

it('drags out the files that are there, with a picture under the pointer', async () => {
  const { electron, window } = await shellWorld();
  const { path } = output('dragged.jpg');
  electron.ipcMain.emit(NATIVE_CHANNELS.dragOut, pageOf(window), [join(folder, 'gone.jpg'), folder, path]);
  expect(window.webContents.drags).toEqual([{ file: path, files: [path], icon: '/icons/drag.png' }]);
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
