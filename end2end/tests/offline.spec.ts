// Without a network: what was last known is there, a form is sent later, and nobody sees what is another's.

import type { Page } from '@playwright/test';
import { PHONE, expect, expectAccessible, expectNoWider, forgives, hydrated, test, type County } from '../county';
import * as deeds from '../deeds';

const LATER = '没有网络。表单已经收好';
const SENT = '没有网络时填的表单已经发出';

/** A page of a browser that has a worker, which has kept what it needs. */
async function withWorker(county: County, phone: string | null, options = {}): Promise<Page> {
  const page = await county.page(phone, { serviceWorkers: 'allow', ...options });
  await page.goto('/');
  await hydrated(page);
  await kept(page);
  return page;
}

/** The page for times without a network is kept, for whoever looks now. */
async function kept(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(async () => [!!navigator.serviceWorker.controller, !!(await caches.match('/offline'))]))
    .toEqual([true, true]);
}

/** The page that is kept tells of an order. */
async function keeps(page: Page, no: string): Promise<void> {
  await expect.poll(() => page.evaluate(async () => (await caches.match('/offline'))?.text())).toContain(no);
}

/** For whom it is kept. */
const visitor = (page: Page) => page.evaluate(async () => (await caches.match('/offline'))?.headers.get('x-visitor'));

const offline = (page: Page, is: boolean) => page.context().setOffline(is);
const quiet = (page: Page) => forgives(page, /ERR_|Failed to load resource|Failed to fetch/);

/** Fills in an order to an address that no other order goes to, in a browser whose network goes while it is filled in. */
async function ordersWithoutNetwork(page: Page, address = `中山路 ${Date.now() % 1_000_000} 号`): Promise<void> {
  await page.goto('/order/new?item=1');
  await hydrated(page);
  await deeds.fillsOrderForm(page, address);
  await offline(page, true);
  await page.getByRole('button', { name: '提交点单' }).click();
  await expect(page.getByText(LATER)).toBeVisible();
}

test('next orders are there without a network, and the page once there is one', async ({ county }) => {
  const page = await withWorker(county, PHONE.resident);
  const no = await deeds.placesOrder(page, '独居老人陪伴聊天');
  await keeps(page, no);
  await offline(page, true);
  await page.goto('/me/points');
  await expect(page.getByRole('heading', { level: 1, name: '没有网络' })).toBeVisible();
  await expect(page.locator(`main a[href="/orders/${no}"]`)).toBeVisible();
  await expect(page.locator('[data-age]')).toHaveText(/此刻|分钟/);
  await expectNoWider(page, '/offline');
  await expectAccessible(page);
  await page.getByRole('link', { name: '再试一次' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '没有网络' })).toBeVisible();
  await offline(page, false);
  await expect(page.getByRole('heading', { level: 1, name: '没有网络' })).toHaveCount(0);
  await expect(page).toHaveURL(/\/me\/points$/);
  quiet(page);
});

test("a volunteer's shifts are there without a network", async ({ county }) => {
  const page = await withWorker(county, PHONE.volunteer);
  await page.goto('/me/shifts');
  const shift = await page.locator('main h2').first().textContent();
  await offline(page, true);
  await page.goto('/me');
  await expect(page.getByRole('heading', { name: shift! }).first()).toBeVisible();
  quiet(page);
});

test('a form that finds no network is sent later, once, and what became of it is told', async ({ county }) => {
  const page = await withWorker(county, PHONE.resident);
  const address = `中山路 ${Date.now() % 1_000_000} 号`;
  await ordersWithoutNetwork(page, address);
  await expect(page.locator('input[name=address]')).toHaveValue(address);
  // Whoever opens another page finds it waiting there.
  const other = await page.context().newPage();
  await other.goto('/me');
  await expect(other.locator('[data-forms] li')).toHaveCount(1);
  await other.close();
  await offline(page, false);
  // The page goes on as if it had been sent at once, so that nobody sends it twice.
  const told = page.locator('.later');
  await expect(told.getByText(SENT)).toBeVisible();
  const sent = (await told.getByRole('link', { name: '去看看' }).getAttribute('href'))!;
  await expect(page).toHaveURL(new RegExp(`${sent.replace('?', '[?]')}$`));
  await expect(page.getByText('点好了！')).toBeVisible();
  await expect(page.getByText(address).first()).toBeVisible();
  await told.getByRole('button', { name: '知道了' }).click();
  await expect(told.getByText(SENT)).toHaveCount(0);
  quiet(page);
});

test('a form that is not accepted later says why, and leads back', async ({ county }) => {
  const page = await withWorker(county, PHONE.resident);
  await ordersWithoutNetwork(page, '');
  await page.goto('/me');
  await offline(page, false);
  await expect(page.getByText('没有办成')).toBeVisible();
  await page.getByRole('link', { name: '回到那一页' }).click();
  await expect(page).toHaveURL(/\/order\/new\?item=1$/);
  quiet(page);
});

test('who signs out leaves nothing behind', async ({ county }) => {
  const page = await withWorker(county, null);
  await deeds.signsIn(page, county, '13912345611');
  await keeps(page, await deeds.placesOrder(page, '独居老人陪伴聊天'));
  await page.goto('/me');
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect.poll(() => visitor(page)).toBe('nobody');
  await offline(page, true);
  await page.goto('/me/orders');
  await expect(page.getByRole('heading', { level: 1, name: '没有网络' })).toBeVisible();
  await expect(page.locator('main a[href^="/orders/"]')).toHaveCount(0);
  quiet(page);
});

test('whoever signs in next neither sees nor sends what is the one before', async ({ county }) => {
  const page = await withWorker(county, PHONE.resident);
  await ordersWithoutNetwork(page);
  const resident = await page.context().cookies();
  const volunteer = await (await county.page(PHONE.volunteer)).context().cookies();
  const before = await visitor(page);

  await page.context().clearCookies();
  await page.context().addCookies(volunteer);
  await offline(page, false);
  await page.goto('/');
  await expect.poll(() => visitor(page)).not.toBe(before);
  await hydrated(page);
  await expect(page.locator('.later')).toBeEmpty();

  await page.context().clearCookies();
  await page.context().addCookies(resident);
  await page.goto('/');
  await expect(page.getByText(SENT)).toBeVisible();
  quiet(page);
});

test('the next version of the worker takes over at once', async ({ county }) => {
  const page = await withWorker(county, PHONE.resident);
  const no = await deeds.placesOrder(page, '独居老人陪伴聊天');
  await keeps(page, no);
  // A worker from another address is another one to the browser, as a changed one from the same address is.
  const address = await page.evaluate(async () => {
    const changed = new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
    await navigator.serviceWorker.register('/sw.js?next');
    await changed;
    return navigator.serviceWorker.controller!.scriptURL;
  });
  expect(address).toContain('?next');
  await offline(page, true);
  await page.goto('/me');
  await expect(page.locator(`main a[href="/orders/${no}"]`)).toBeVisible();
  quiet(page);
});

test("WeChat's browser has no worker, and all else", async ({ county }) => {
  const page = await county.page(PHONE.resident, {
    serviceWorkers: 'allow',
    userAgent: 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 MicroMessenger/8.0.50',
  });
  await page.goto('/');
  await hydrated(page);
  await deeds.placesOrder(page, '独居老人陪伴聊天');
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});
