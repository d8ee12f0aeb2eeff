/**
 * What the desktop window can do beyond the API, put at `window.safelight` by the preload. Absent in a browser, where
 * screens do without.
 */
export interface NativeBridge {
  /** Absolute path of a file or folder that was dropped or chosen; empty for one that is not on disk. */
  pathOf(file: File): string;
  /** Asks for a folder; null when the dialog was left. */
  chooseFolder(title: string): Promise<string | null>;
  /** Asks for photos and zips; an empty list when the dialog was left. */
  choosePhotos(title: string): Promise<string[]>;
  /** Shows a file in the system's file manager. */
  reveal(path: string): void;
  /** Hands files to the system's drag and drop, while a drag of the page has just begun. Absolute paths, one at least. */
  dragOut(paths: string[]): void;
}

/** Names of the messages between preload and shell. */
export const NATIVE_CHANNELS = {
  chooseFolder: 'safelight:choose-folder',
  choosePhotos: 'safelight:choose-photos',
  reveal: 'safelight:reveal',
  dragOut: 'safelight:drag-out',
} as const;
