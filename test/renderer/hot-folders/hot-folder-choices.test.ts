import { expect, it } from 'vitest';
import { CreateHotFolderBody, type HotFolder, PatchHotFolderBody } from '../../../src/contract/hot-folder.ts';
import {
  choicesOf,
  createBody,
  folderName,
  movedTo,
  patchBody,
  standardOutput,
} from '../../../src/renderer/features/hot-folders/hot-folder-choices.ts';

it('a new hot folder is what the API takes, and leaves to it what was not entered', () => {
  const body = createBody({ ...choicesOf(null), folder: ' /photos/in ' });
  expect(CreateHotFolderBody.parse(body)).toMatchObject({ folder: '/photos/in', workflow: 'web', pattern: null });
  expect(body.output).toEqual({ collision: 'suffix' });
});

it('what is not changed in the dialog stays as it is', () => {
  const hot = {
    folder: '/photos/in',
    workflow: 'print',
    output: { folder: '/photos/out', name: '{name}-print', collision: 'skip' },
    pattern: '*.jpg',
    recursive: true,
    settleSeconds: 3,
    quietSeconds: 9,
    polling: 'always',
    pairs: 'raw-only',
    afterwards: 'move',
  } as HotFolder;
  const { folder: _, ...rest } = hot;
  expect(PatchHotFolderBody.parse(patchBody(choicesOf(hot)))).toEqual(rest);
});

it('says where things go, on any system', () => {
  expect(standardOutput('/photos/in/')).toBe('/photos/in-results');
  expect(standardOutput('  ')).toBe('');
  expect(movedTo('/photos/in')).toEqual({ done: '/photos/in/processed', failed: '/photos/in/failed' });
  expect(movedTo('C:\\in\\')).toEqual({ done: 'C:\\in\\processed', failed: 'C:\\in\\failed' });
  expect(folderName('C:\\Photos\\Capture One')).toBe('Capture One');
});
