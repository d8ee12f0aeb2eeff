import { native } from '../../api/native.ts';
import { gatherChosen } from './gather.ts';
import { addToStart } from './start-state.ts';

/** Asks for photos and zips, or a folder, through the system's dialog or the browser's, and adds them to the start sheet. */
export async function choose(what: 'photos' | 'folder', title: string): Promise<void> {
  if (native !== undefined) {
    const chosen = what === 'photos' ? await native.choosePhotos(title) : [await native.chooseFolder(title)];
    const paths = chosen.filter((path) => path !== null);
    if (paths.length > 0) addToStart({ paths, files: [], leftOut: [] });
    return;
  }
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.webkitdirectory = what === 'folder';
  input.addEventListener('change', () => {
    if (input.files !== null && input.files.length > 0) addToStart(gatherChosen(input.files));
  });
  input.click();
}
