/**
 * What the desktop window can do beyond the API, put at `window.safelight` by the preload. Absent in a browser, where
 * screens do without. What the shell accepts is in native-calls.ts beside this.
 */
export interface NativeBridge {
  /** Absolute path of a file or folder that was dropped or chosen; empty for one that is not on disk. */
  pathOf(file: File): string;
  /** Asks for a folder; null when the dialog was left. */
  chooseFolder(title: string): Promise<string | null>;
  /** Asks for photos and zips; an empty list when the dialog was left. */
  choosePhotos(title: string): Promise<string[]>;
  /** Shows a file or folder in the system's file manager. */
  reveal(path: string): void;
  /**
   * Hands the delivered files of these items to the system's drag and drop, while a drag of the page has just begun. Nothing
   * happens where no file is left.
   */
  dragOut(which: OutputsOf): void;
  /**
   * Puts delivered files of these items into the system's trash, after asking. Files that changed since are left. Null when
   * the question was answered with no.
   */
  trashOutputs(which: OutputsOf): Promise<TrashReport | null>;
  /** Calls `listener` with what was opened with Safelight (file manager, dock, command line), also before now; returns what ends that. */
  onOpened(listener: (paths: string[]) => void): () => void;
}

/** Delivered files of some items of a run. */
export interface OutputsOf {
  runId: number;
  itemIds: number[];
}

/** A file that did not go into the trash: changed by somebody since it was delivered, gone already, or refused by the system. */
export interface TrashKept {
  path: string;
  why: 'changed' | 'gone' | 'refused';
}

export interface TrashReport {
  trashed: number;
  kept: TrashKept[];
}

/** Names of the messages between preload and shell. */
export const NATIVE_CHANNELS = {
  chooseFolder: 'safelight:choose-folder',
  choosePhotos: 'safelight:choose-photos',
  reveal: 'safelight:reveal',
  dragOut: 'safelight:drag-out',
  trashOutputs: 'safelight:trash-outputs',
  /** From the shell: something was opened and can be taken. */
  opened: 'safelight:opened',
  takeOpened: 'safelight:take-opened',
} as const;
