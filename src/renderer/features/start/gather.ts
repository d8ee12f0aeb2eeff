import { PICTURE_EXTENSIONS } from '../../../contract/picture-formats.ts';
import { native } from '../../api/native.ts';
import type { Gathered, LocalFile } from './start-state.ts';

/** Whether a name is that of a picture or a zip; hidden files (`._IMG.jpg` of a Mac) are not. */
export function isTakenName(name: string): boolean {
  if (name.startsWith('.')) return false;
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return extension === 'zip' || PICTURE_EXTENSIONS.has(extension);
}

/** Parts the photos from what else lies beside them. */
export function sortOut(files: LocalFile[]): Pick<Gathered, 'files' | 'leftOut'> {
  const taken = files.filter(({ file }) => isTakenName(file.name));
  const leftOut = files.filter((one) => !taken.includes(one) && !one.file.name.startsWith('.'));
  return { files: taken, leftOut: leftOut.map(({ file }) => file.name) };
}

/**
 * What was dropped: paths in the desktop window, in a browser the files themselves, folders walked through. Must be called during the
 * drop event: the browser forgets the entries afterwards.
 */
export function gatherDrop(transfer: DataTransfer): Promise<Gathered> {
  const paths = [...transfer.files].map((file) => native?.pathOf(file) ?? '').filter((path) => path !== '');
  if (paths.length > 0) return Promise.resolve({ paths, files: [], leftOut: [] });
  const entries: FileSystemEntry[] = [];
  const found: LocalFile[] = [];
  for (const item of transfer.items) {
    const entry = item.webkitGetAsEntry();
    // What another program made up for the drop (a picture dragged out of a page) lies in no folder.
    const file = entry === null ? item.getAsFile() : null;
    if (entry !== null) entries.push(entry);
    if (file !== null) found.push({ file, relativeFolder: '' });
  }
  return gatherEntries(entries, found);
}

async function gatherEntries(entries: FileSystemEntry[], found: LocalFile[]): Promise<Gathered> {
  for (const entry of entries) await walk(entry, '', found);
  return { paths: [], ...sortOut(found) };
}

async function walk(entry: FileSystemEntry, folder: string, found: LocalFile[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.push({ file, relativeFolder: folder });
    return;
  }
  const below = folder === '' ? entry.name : `${folder}/${entry.name}`;
  for (const child of await childrenOf(entry as FileSystemDirectoryEntry)) await walk(child, below, found);
}

/** Browsers hand out a folder's entries in lots of a hundred, until an empty lot. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const lot = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (lot.length === 0) return all;
    all.push(...lot);
  }
}

/** What a file dialog of the browser gave; a chosen folder keeps its structure. */
export function gatherChosen(list: FileList): Gathered {
  const files = [...list].map((file) => ({
    file,
    relativeFolder: file.webkitRelativePath.split('/').slice(0, -1).join('/'),
  }));
  return { paths: [], ...sortOut(files) };
}
