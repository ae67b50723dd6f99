// Every page: it hydrates without a complaint, and axe finds nothing that keeps anybody out.

import { PHONE, expect, expectAccessible, hydrated, test } from '../county';

/** A page by its path, or by the link on another page that leads to it. */
type Where = string | { on: string; link: string };

const ORDER = 'main a[href^="/orders/"]';
const PAGES: [keyof typeof PHONE | null, Where[]][] = [
  [null, ['/', '/services', '/services/1', '/notices', '/honours', '/login', '/nothing-here', '/verify', '/verify/2601J8JW6GTZ']],
  [null, ['/books', '/books?receipt=7K3M', '/ranking', '/ranking?of=volunteers&over=365', '/ranking?of=townships']],
  ['resident', ['/', '/me', '/me/orders', { on: '/me/orders', link: ORDER }, '/order/new', '/order/new?item=1']],
  ['resident', ['/me/inbox', '/me/devices', '/me/volunteer', '/me/points']],
  ['volunteer', ['/me', '/me/shifts', '/me/hours', '/me/points', { on: '/me', link: 'main a[href^="/team/"]' }]],
  ['volunteer', ['/me/certificates', { on: '/me/certificates', link: 'main a[href^="/me/certificates/"]' }]],
  ['station', ['/desk/certificates', '/desk/certificates?state=revoked', { on: '/desk/certificates?state=issued', link: 'main a[href^="/desk/certificates/"]' }]],
  ['leader', ['/me', '/me/inbox', { on: '/me', link: 'main a[href^="/team/"]' }]],
  ['institute', ['/desk', '/desk?state=scheduled', { on: '/desk', link: 'a[href^="/desk/orders/"]' }, '/desk/hours', '/desk/words']],
  ['institute', ['/desk/menu', { on: '/desk/menu', link: 'li a[href^="/desk/menu/"]' }, '/desk/menu/new', '/desk/teams']],
  ['leader', ['/me/stars', '/me/honours', { on: '/honours', link: 'a[href^="/honours/nominate/"]' }]],
  ['institute', ['/desk/stars', '/desk/stars?state=awarded', '/desk/honours', { on: '/desk/honours', link: 'li a[href^="/desk/honours/"]' }]],
  ['centre', ['/desk/stars', '/me/stars']],
  ['admin', ['/desk/menu', '/desk/people']],
];

for (const [at, [who, pages]] of PAGES.entries()) {
  test(`pages of ${who ?? 'a visitor'} hydrate and are accessible (${at + 1})`, async ({ county }) => {
    const page = await county.page(who && PHONE[who]);
    for (const where of pages) {
      let path = where as string;
      if (typeof where !== 'string') {
        await page.goto(where.on);
        path = (await page.locator(where.link).first().getAttribute('href'))!;
      }
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
