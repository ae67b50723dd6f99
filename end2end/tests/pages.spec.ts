// Every page: it hydrates without a complaint, and axe finds nothing that keeps anybody out.

import { PHONE, expect, expectAccessible, hydrated, test } from '../county';

const PAGES: [keyof typeof PHONE | null, string[]][] = [
  [null, ['/', '/services', '/notices', '/login', '/nothing-here']],
  ['resident', ['/', '/me', '/me/orders', '/me/inbox', '/me/devices', '/me/volunteer', '/me/points']],
  ['volunteer', ['/me', '/me/shifts', '/me/hours', '/me/points']],
  ['leader', ['/me', '/me/inbox']],
  ['institute', ['/desk', '/desk?state=scheduled', '/desk/hours', '/desk/menu', '/desk/menu/new', '/desk/teams']],
  ['admin', ['/desk/menu', '/desk/people']],
];

for (const [who, pages] of PAGES) {
  test(`pages of ${who ?? 'a visitor'} hydrate and are accessible`, async ({ county }) => {
    const page = await county.page(who && PHONE[who]);
    for (const path of pages) {
      await page.goto(path);
      await hydrated(page);
      await expect(page.locator('h1').first(), path).toBeVisible();
      await expectAccessible(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, `${path} is wider than a phone`).toBeLessThanOrEqual(0);
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
