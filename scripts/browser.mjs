import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/**
 * The Chromium that playwright.config.ts will use: `CHROMIUM_PATH`, Debian's, Playwright's own. Null when there is none.
 * @returns {string | null}
 */
export function browserPath() {
  const candidates = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', chromium.executablePath()];
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path)) ?? null;
}
