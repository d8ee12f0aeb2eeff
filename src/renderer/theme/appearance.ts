import { localStorageColorSchemeManager } from '@mantine/core';

/** Where a choice that concerns only this window is kept. Private browsing may refuse; then it lasts until the window closes. */
const memory = new Map<string, string>();

/** Reads a choice kept by `keep`. */
export function kept(key: string): string | null {
  try {
    return localStorage.getItem(`safelight.${key}`) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

/** Keeps a choice for the next start. */
export function keep(key: string, value: string): void {
  memory.set(key, value);
  try {
    localStorage.setItem(`safelight.${key}`, value);
  } catch {
    // Kept in memory only.
  }
}

export const colorSchemeManager = localStorageColorSchemeManager({ key: 'safelight.theme' });
