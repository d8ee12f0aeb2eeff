import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** Where the window was, and how large. */
export const WindowState = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) }).nullable(),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof WindowState>;
type Rectangle = NonNullable<WindowState['bounds']>;

export const SMALLEST = { width: 900, height: 600 };
const FIRST: WindowState = { bounds: null, maximized: false };

/** What was kept; a file that is missing or damaged counts as none. */
export function readWindowState(file: string): WindowState {
  try {
    return WindowState.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return FIRST;
  }
}

/** Best effort: a window that opens in its usual place is no reason to fail. */
export function keepWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state));
  } catch {
    // The next start opens in the middle.
  }
}

/** How much of a window must be seen for it to be caught with the mouse. */
const GRIP = { width: 200, height: 40 };

/**
 * The bounds to open with: the kept ones, if their upper edge can be reached on some display (one may have been unplugged), else none,
 * which lets the system choose.
 */
export function reachableBounds(bounds: Rectangle | null, displays: readonly Rectangle[]): Rectangle | null {
  if (bounds === null) return null;
  const reached = displays.some((display) => {
    const width = Math.min(bounds.x + bounds.width, display.x + display.width) - Math.max(bounds.x, display.x);
    const inside = bounds.y >= display.y - GRIP.height / 2 && bounds.y + GRIP.height <= display.y + display.height;
    return width >= Math.min(GRIP.width, bounds.width) && inside;
  });
  if (!reached) return null;
  return {
    ...bounds,
    width: Math.max(SMALLEST.width, bounds.width),
    height: Math.max(SMALLEST.height, bounds.height),
  };
}
