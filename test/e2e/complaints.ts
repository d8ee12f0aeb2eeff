import type { Page } from '@playwright/test';

/** Console errors, uncaught errors and failed requests of a page, gathered from now on. There should be none. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on(
    'console',
    (message) => message.type() === 'error' && complaints.push(`${message.text()} ${message.location().url}`),
  );
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // The page gives up its event stream when it goes away, and pictures that nobody looks at any more.
    if (!request.url().endsWith('/events') && reason !== 'net::ERR_ABORTED')
      complaints.push(`${request.url()} ${reason}`);
  });
  return complaints;
}
