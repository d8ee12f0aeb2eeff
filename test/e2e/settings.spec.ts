import { expect, type Page, test } from '@playwright/test';
import { violationsOf } from './axe.ts';
import { complaintsOf } from './complaints.ts';
import { type Served, serve } from './serve.ts';

test.setTimeout(180_000);

let served: Served;
test.beforeAll(async () => {
  served = await serve();
});
test.afterAll(async () => {
  await served.stop();
});

async function openSettings(page: Page, section: string): Promise<void> {
  await page.goto(served.uiUrl);
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: section }).click();
}

test('a key is shown once, works, and opens nothing when it is revoked', async ({ page, request }) => {
  const complaints = complaintsOf(page);
  await openSettings(page, 'Keys');
  await page.getByRole('button', { name: 'New key' }).click();
  const dialog = page.getByRole('dialog');
  const make = dialog.getByRole('button', { name: 'Make key' });
  await dialog.getByLabel('Name').fill('Shop upload');
  await expect(make).toBeDisabled();
  await dialog.getByLabel('See', { exact: true }).check();
  await make.click();
  const key = await dialog.getByText(/^sl_[0-9a-f]{64}$/).innerText();
  const workflows = `${new URL(served.uiUrl).origin}/workflows`;
  const asScript = async () => (await request.get(workflows, { headers: { authorization: `Bearer ${key}` } })).status();
  expect(await asScript()).toBe(200);
  await dialog.getByRole('button', { name: 'I have kept it' }).click();

  const row = page.getByRole('listitem').filter({ hasText: 'Shop upload' });
  await expect(row).toContainText(key.slice(0, 6));
  expect(await page.content()).not.toContain(key);
  await row.getByRole('button', { name: 'Revoke Shop upload' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke key' }).click();
  await expect(row).toContainText('revoked');
  expect(await asScript()).toBe(401);
  expect(complaints).toEqual([]);
});

test('what is set counts, is kept, and goes back to the standard', async ({ page }) => {
  await openSettings(page, 'Results');
  const name = page.getByLabel('Names of results');
  await name.fill('{name}-{seq:4}');
  await name.press('Enter');
  await expect(page.getByText('Such as DSC_4101-0012.jpg')).toBeVisible();
  await page.reload();
  await expect(name).toHaveValue('{name}-{seq:4}');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(name).toHaveValue('{name}');

  await page.getByRole('tab', { name: 'Performance' }).click();
  const workers = page.getByLabel('Photos worked on side by side');
  await workers.fill('500');
  await workers.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
});

test('theme and language change at once and stay', async ({ page }) => {
  await openSettings(page, 'Appearance');
  const root = page.locator('html');
  await page.getByText('light', { exact: true }).click();
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'light');
  await page.getByText('Deutsch', { exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible();
  await expect(root).toHaveAttribute('lang', 'de');
  await page.reload();
  await expect(page.getByRole('tab', { name: 'Aussehen' })).toBeVisible();
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'light');
  await page.getByText('English', { exact: true }).click();
  await page.getByText('dark', { exact: true }).click();
});

for (const scheme of ['dark', 'light'] as const) {
  test(`every page of the settings can be used by everybody (${scheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await openSettings(page, 'Results');
    for (const name of ['Results', 'Performance', 'Cache', 'Server', 'Keys', 'Appearance', 'About']) {
      await page.getByRole('tab', { name }).click();
      await expect(page.getByRole('tabpanel').getByRole('heading', { name, level: 2 })).toBeVisible();
      const violations = await violationsOf(page);
      expect(violations.map(({ id, nodes }) => `${name}, ${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual(
        [],
      );
    }
  });
}
