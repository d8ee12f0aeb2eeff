import { PICTURE_EXTENSIONS } from '../../contract/picture-formats.ts';

/** Extension in lower case without dot, `''` when there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

export function hasPictureExtension(name: string): boolean {
  return PICTURE_EXTENSIONS.has(extensionOf(name));
}

/** Settings that belong to a picture beside them, and thumbnails that cameras write for videos. */
const SIDECARS = new Set(['xmp', 'aae', 'pp3', 'dop', 'cos', 'thm']);
const UNFINISHED = new Set(['part', 'partial', 'crdownload', 'download', 'tmp']);
const SYSTEM_FILES = new Set(['thumbs.db', 'ehthumbs.db', 'desktop.ini']);

/** Files that nobody means when they drop a folder; they are not even counted. Hidden ones include our own temp files. */
export function isJunkFile(name: string): boolean {
  if (name.startsWith('.') || name.endsWith('~') || SYSTEM_FILES.has(name.toLowerCase())) return true;
  const extension = extensionOf(name);
  return SIDECARS.has(extension) || UNFINISHED.has(extension);
}

/** What systems, network disks and Lightroom put beside pictures: resource forks, bins and thumbnails. */
const SYSTEM_FOLDERS = new Set(['__macosx', '@eadir', '#recycle', '$recycle.bin', 'system volume information']);

export function isJunkFolder(name: string): boolean {
  return name.startsWith('.') || SYSTEM_FOLDERS.has(name.toLowerCase()) || extensionOf(name) === 'lrdata';
}
