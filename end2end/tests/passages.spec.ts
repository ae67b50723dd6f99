// From page to page, and when the network fails on the way.

import { PHONE, expect, expectAccessible, forgives, hydrated, test } from '../county';
import * as deeds from '../deeds';
import type { Page } from '@playwright/test';

/** The network answers for the county, as one does that wants a sign-in of its own. */
async function cutsOff(page: Page): Promise<void> {
  await page.route('**/api/**', (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Wi-Fi</h1>' }));
}

const AGAIN = { name: '再试一次' };

test('a change of page takes the keyboard along, a change of its query does not', async ({ county }) => {
  const page = await county.page(null);
  await page.goto('/');
  await hydrated(page);
  await expect(page.locator('#main')).not.toBeFocused();
  await page.locator('main a[href="/ranking"]').click();
  await expect(page).toHaveURL(/\/ranking$/);
  await expect(page.locator('#main')).toBeFocused();
  await expect(page.locator('.passage > *')).toHaveCount(0);

  const volunteers = page.getByRole('link', { name: '志愿者', exact: true });
  await volunteers.focus();
  await page.keyboard.press('Enter');
  await expect(volunteers).toHaveAttribute('aria-current', 'true');
  await expect(page).toHaveURL(/of=volunteers/);
  await expect(page.locator('#main')).not.toBeFocused();

  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(`${county.url}/`);
  await expect(page.locator('#main')).toBeFocused();
});

test('a page that takes long says that it is on its way', async ({ county }) => {
  const page = await county.page(null);
  await page.goto('/');
  await hydrated(page);
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = () => resolve()));
  await page.route('**/api/**', async (route) => {
    await held;
    await route.continue();
  });
  await page.locator('main a[href="/ranking"]').click();
  await expect(page.locator('.passage')).toContainText('正在加载');
  await expect(page.locator('.passage')).toHaveCSS('height', '3px');
  answer();
  await expect(page.locator('ol.list-card li').first()).toBeVisible();
  await expect(page.locator('.passage > *')).toHaveCount(0);
});

test('a page that cannot be read says why, and is read again on request', async ({ county }) => {
  const page = await county.page(null);
  await page.goto('/');
  await hydrated(page);
  await cutsOff(page);
  await page.locator('main a[href="/ranking"]').click();
  const why = page.getByRole('heading', { name: '连不上网络，内容没有读到' });
  await expect(why).toBeVisible();
  await expectAccessible(page);

  const again = page.getByRole('link', AGAIN);
  const asked = page.waitForResponse(/\/api\//);
  await again.click();
  await asked;
  await expect(why).toBeVisible();
  await expect(again).toBeFocused();

  await page.unroute('**/api/**');
  await again.click();
  await expect(page.locator('ol.list-card li').first()).toBeVisible();
  await expect(why).toHaveCount(0);
  await expect(page).toHaveTitle(/^排行榜/);
});

test('what is half-written stays when its page cannot be read again', async ({ county }) => {
  const resident = await county.page(PHONE.resident);
  const staff = await county.page(PHONE.institute, { viewport: { width: 1280, height: 800 } });
  const no = await deeds.placesOrder(resident, '独居老人陪伴聊天');
  await resident.goto(`/orders/${no}`);
  await hydrated(resident);
  const reason = resident.locator('#cancel-reason');
  await resident.locator('details', { has: reason }).locator('summary').first().click();
  await reason.fill('家里人回来了');

  await cutsOff(resident);
  await deeds.offers(staff, no, /蜗牛之家/);
  const older = resident.getByRole('alert');
  await expect(older).toContainText('下面是之前读到的内容');
  await expect(reason).toBeVisible();
  await expect(reason).toHaveValue('家里人回来了');
  await expectAccessible(resident);

  await resident.unroute('**/api/**');
  await older.getByRole('link', AGAIN).click();
  await expect(older).toHaveCount(0);
  await expect(resident.getByText('等待接单').first()).toBeVisible();
  await expect(reason).toHaveValue('家里人回来了');
});

/** A page of each group that is loaded together, by the link that leads there. */
const GROUPS: [string, keyof typeof PHONE, string, string][] = [
  ['menu', 'resident', '/', 'a[href="/services"]:visible'],
  ['order', 'resident', '/me/orders', 'main a[href^="/orders/"]'],
  ['my', 'resident', '/', 'a[href="/me"]:visible'],
  ['desk', 'institute', '/', 'header a[href="/desk"]'],
];

for (const [group, who, on, link] of GROUPS) {
  test(`a page whose code the network loses says so, and comes on request (${group})`, async ({ county }) => {
    const page = await county.page(PHONE[who], { viewport: { width: 1280, height: 800 } });
    await page.goto(on);
    await hydrated(page);
    await page.evaluate(() => Object.assign(window, { same: true }));
    await page.context().setOffline(true);
    await page.locator(link).first().click();
    const why = page.getByRole('heading', { name: '连不上网络，内容没有读到' });
    await expect(why).toBeVisible();
    await expectAccessible(page);

    await page.getByRole('link', AGAIN).click();
    await expect(why).toBeVisible();
    await page.locator('a[href="/notices"]:visible').first().click();
    await expect(page).toHaveURL(/\/notices$/);
    await page.goBack();
    await expect(why).toBeVisible();

    await page.context().setOffline(false);
    await page.getByRole('link', AGAIN).click();
    await expect(page.locator('main h1')).toBeVisible();
    await expect(why).toHaveCount(0);
    expect(await page.evaluate(() => 'same' in window)).toBe(true);
    forgives(page, /ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  });

  test(`a page whose code is gone is loaded as a whole (${group})`, async ({ county }) => {
    const page = await county.page(PHONE[who], { viewport: { width: 1280, height: 800 } });
    await page.goto(on);
    await hydrated(page);
    await page.evaluate(() => Object.assign(window, { same: true }));
    await page.route(/\/pkg\/(split|chunk)_/, (route) => route.fulfill({ status: 404 }));
    const to = await page.locator(link).first().getAttribute('href');
    await page.locator(link).first().click();
    await page.waitForFunction(() => !('same' in window));
    await expect(page).toHaveURL(`${county.url}${to}`);
    await expect(page.locator('main h1')).toBeVisible();

    // The page works without its program, and has it as soon as it is there.
    await expect(page.locator('body[data-hydrated]')).toHaveCount(0);
    await page.unroute(/\/pkg\/(split|chunk)_/);
    await hydrated(page);
    forgives(page, /MIME|HTTP status code is not ok|Failed to fetch/);
  });
}

test('what was typed stays where the code of the next page does not load', async ({ county }) => {
  const page = await county.page(PHONE.resident);
  const no = await deeds.placesOrder(page, '独居老人陪伴聊天');
  await page.goto(`/orders/${no}`);
  await hydrated(page);
  const reason = page.locator('#cancel-reason');
  await page.locator('details', { has: reason }).locator('summary').first().click();
  await reason.fill('家里人回来了');
  await page.route(/\/pkg\//, (route) => route.abort());
  await page.route('**/healthz', (route) => route.abort());
  await page.locator('a[href="/me"]:visible').first().click();
  await expect(page.getByRole('heading', { name: '连不上网络，内容没有读到' })).toBeVisible();
  await page.goBack();
  await expect(reason).toHaveValue('家里人回来了');
  forgives(page, /net::ERR_FAILED|Failed to fetch/);
});
