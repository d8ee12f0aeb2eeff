import { sep } from 'node:path';
import { watch } from 'chokidar';

/** Tells of changes in a folder until it is closed. */
export interface Changes {
  close(): Promise<void>;
}

/**
 * Calls `onChange` with a path below the folder (`/`-separated) that is new, was written or is gone. The system may leave some out,
 * so whoever listens also looks around now and then. `onGone`: the folder itself was moved or removed. `onError`: it does not tell any
 * more (too many watches).
 */
export function watchFolder(
  folder: string,
  options: {
    recursive: boolean;
    onChange: (path: string) => void;
    onGone: () => void;
    onError: (error: unknown) => void;
  },
): Changes {
  const watcher = watch('.', {
    cwd: folder,
    ignoreInitial: true,
    followSymlinks: false,
    ...(options.recursive ? {} : { depth: 0 }),
  });
  const tell = (path: string): void => options.onChange(path.split(sep).join('/'));
  watcher.on('add', tell).on('change', tell).on('unlink', tell).on('error', options.onError);
  watcher.on('unlinkDir', (path) => {
    if (path === '' || path === '.') options.onGone();
  });
  return { close: () => watcher.close() };
}
