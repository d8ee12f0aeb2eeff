import type { Page } from '@playwright/test';

/** Frames of a scroll, in milliseconds, and how many tiles were drawn without their photo. */
interface Scrolled {
  frames: number[];
  longTasks: number[];
  tiles: number;
  blank: number;
}

const WAYS = [
  ['wheel, a row every few frames', 40],
  ['fast, two rows a frame', 400],
  ['scroll bar, 500 rows a frame', 90_000],
] as const;

/** Opens the first batch and scrolls its grid, slowly and quickly. Prints frames, long tasks and empty tiles. */
export async function scrolling(page: Page): Promise<void> {
  await page.locator('.batch-row-link').first().click();
  await page.locator('.tile .thumb[data-state=loaded]').first().waitFor({ timeout: 60_000 });
  for (const [what, pixels] of WAYS) {
    const { frames, longTasks, tiles, blank } = await page.evaluate(scroll, pixels);
    const sorted = frames.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)]!;
    const slow = sorted[Math.floor(sorted.length * 0.99)]!;
    console.log(
      `${what}: ${(1000 / median).toFixed(1)} frames a second (median, at least 55), p99 ${slow.toFixed(1)} ms; ` +
        `longest task ${Math.max(0, ...longTasks).toFixed(0)} ms (at most 100); ${((blank / tiles) * 100).toFixed(2)} % of tiles without their photo yet`,
    );
  }
}

/** Runs in the page: four seconds of scrolling down, so many pixels a frame. */
function scroll(pixels: number): Promise<Scrolled> {
  const grid = document.getElementById('batch-grid')!;
  const longTasks: number[] = [];
  const observer = new PerformanceObserver((list) => {
    longTasks.push(...list.getEntries().map((entry) => entry.duration));
  });
  observer.observe({ type: 'longtask' });
  return new Promise((resolve) => {
    const result: Scrolled = { frames: [], longTasks, tiles: 0, blank: 0 };
    const start = performance.now();
    let before = start;
    grid.scrollTop = 0;
    const step = (now: number) => {
      result.frames.push(now - before);
      before = now;
      grid.scrollTop += pixels;
      if (result.frames.length % 10 === 0) {
        result.tiles += grid.querySelectorAll('.tile').length;
        result.blank += grid.querySelectorAll('.tile[data-status=loading]').length;
      }
      if (now - start < 4000) requestAnimationFrame(step);
      else {
        observer.disconnect();
        result.frames.shift();
        resolve(result);
      }
    };
    requestAnimationFrame(step);
  });
}
