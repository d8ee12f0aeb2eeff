import type { NativeBridge } from '../../contract/native.ts';

declare global {
  interface Window {
    /** Put there by the preload; absent in a browser. */
    safelight?: NativeBridge;
  }
}

/** What the desktop window can do beyond the API; undefined in a browser. */
export const native: NativeBridge | undefined = globalThis.window?.safelight;
