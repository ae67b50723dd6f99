// Every page: it hydrates without a complaint, and axe finds nothing that keeps anybody out.

import { PHONE, expect, expectAccessible, expectNoWider, hydrated, test } from '../county';
import { PAGES, opens } from '../pages';

for (const [at, [who, pages]] of PAGES.entries()) {
  test(`pages of ${who ?? 'a visitor'} hydrate and are accessible (${at + 1})`, async ({ county }) => {
    const page = await county.page(who && PHONE[who]);
    for (const where of pages) {
      const path = await opens(page, where);
      await hydrated(page);
      await expect(page.locator('h1').first(), path).toBeVisible();
      await expectAccessible(page);
      await expectNoWider(page, path);
    }
  });
}

test('pages speak English when asked', async ({ county }) => {
  const page = await county.page(null);
  await page.goto('/services');
  await hydrated(page);
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await hydrated(page);
  await expect(page.getByRole('link', { name: 'Home' }).first()).toBeVisible();
});
