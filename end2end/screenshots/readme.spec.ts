// The pictures of the README, of the demo county as it is today.

import { PHONE, hydrated, test, type County } from '../county';
import type { BrowserContextOptions, Page } from '@playwright/test';
import { join } from 'node:path';

const PHONE_SCREEN = { viewport: { width: 390, height: 780 }, deviceScaleFactor: 1.5 };
const PC_SCREEN = { viewport: { width: 1280, height: 800 }, hasTouch: false };

async function picture(county: County, name: string, phone: string | null, screen: BrowserContextOptions, open: (page: Page) => Promise<unknown>) {
  const page = await county.page(phone, screen);
  await open(page);
  await hydrated(page);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(__dirname, '../pictures', `${name}.jpg`), type: 'jpeg', quality: 82 });
}

test('pictures of the README', async ({ county }) => {
  await picture(county, 'home', null, PHONE_SCREEN, (page) => page.goto('/'));
  await picture(county, 'order-form', PHONE.resident, PHONE_SCREEN, (page) => page.goto('/order/new?item=1'));
  await picture(county, 'order', PHONE.resident, PHONE_SCREEN, async (page) => {
    await page.goto('/me/orders');
    const order = page.locator('main a[href^="/orders/"]', { hasText: '已约定' }).first();
    await page.goto((await order.getAttribute('href'))!);
  });
  await picture(county, 'points', PHONE.volunteer, PHONE_SCREEN, (page) => page.goto('/me/points'));
  await picture(county, 'desk', PHONE.institute, PC_SCREEN, (page) => page.goto('/desk'));
  await picture(county, 'rewards', PHONE.volunteer, PHONE_SCREEN, (page) => page.goto('/rewards'));
  await picture(county, 'stars', PHONE.leader, PHONE_SCREEN, (page) => page.goto('/me/stars'));
  await picture(county, 'certificate', PHONE.centre, PC_SCREEN, async (page) => {
    await page.goto('/desk/certificates?state=issued');
    await page.goto((await page.locator('main a[href^="/desk/certificates/"]').first().getAttribute('href'))!);
  });
});
