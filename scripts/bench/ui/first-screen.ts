import type { Page } from '@playwright/test';

/** Prints the time from an empty page to a screen that shows its batches and answers keys. */
export async function firstScreen(page: Page): Promise<void> {
  const times: number[] = [];
  for (let n = 0; n < 5; n++) {
    await page.goto('about:blank');
    const start = performance.now();
    await page.goBack({ waitUntil: 'commit' });
    await page.locator('.batch-row-link').first().waitFor();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  console.log(
    `First screen interactive: median ${times[2]!.toFixed(0)} ms, worst ${times[4]!.toFixed(0)} ms (at most 1500)`,
  );
}
