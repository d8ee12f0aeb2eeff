import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * What axe finds wrong with the page as it is now. In legacy mode, which spares a page of its own for each look: that one is for frames of
 * other origins, and there are none.
 */
export async function violationsOf(page: Page) {
  return (await new AxeBuilder({ page }).setLegacyMode().analyze()).violations;
}
