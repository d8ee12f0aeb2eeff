import { useEffect } from 'react';
import { native } from '../../api/native.ts';
import { addToStart } from './start-state.ts';

/** Adds what is opened with Safelight (file manager, dock, command line) to the start sheet. Nothing happens in a browser. */
export function useOpenedFiles(): void {
  useEffect(() => native?.onOpened((paths) => addToStart({ paths, files: [], leftOut: [] })), []);
}
