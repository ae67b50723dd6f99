// Pages of orders that are open in many tabs follow what happens, through one connection.

import { PHONE, expect, hydrated, test } from '../county';
import * as deeds from '../deeds';
import type { Page, Request } from '@playwright/test';

/** The streams that are open in a browser. */
function streams(page: Page): Set<Request> {
  const open = new Set<Request>();
  page.context().on('request', (request) => request.url().includes('/live/') && open.add(request));
  page.context().on('requestfinished', (request) => open.delete(request));
  page.context().on('requestfailed', (request) => open.delete(request));
  return open;
}

test('seven tabs of orders are all told of changes, by one stream', async ({ county }) => {
  test.setTimeout(120_000);
  const first = await county.page(PHONE.resident);
  const staff = await county.page(PHONE.institute, { viewport: { width: 1280, height: 800 } });
  const orders = [await deeds.placesOrder(first, '独居老人陪伴聊天'), await deeds.placesOrder(first, '独居老人陪伴聊天')];
  const open = streams(first);
  const tabs: Page[] = [];
  for (let tab = 0; tab < 7; tab += 1) {
    const page = tab ? await first.context().newPage() : first;
    await page.goto(`/orders/${orders[tab % 2]}`);
    await hydrated(page);
    tabs.push(page);
  }
  await expect.poll(() => open.size).toBe(1);
  const reason = tabs[6]!.locator('#cancel-reason');
  await tabs[6]!.locator('details', { has: reason }).locator('summary').first().click();
  await reason.fill('家里人回来了');

  await deeds.offers(staff, orders[0]!, /蜗牛之家/);
  for (const page of [0, 2, 4, 6].map((tab) => tabs[tab]!)) await expect(page.getByText('等待接单').first()).toBeVisible();
  await expect(reason).toBeVisible();
  await expect(reason).toHaveValue('家里人回来了');
  for (const page of [1, 3, 5].map((tab) => tabs[tab]!)) await expect(page.getByText('等待接单')).toHaveCount(0);

  // Another tab listens as soon as the one that did is closed.
  await tabs[0]!.close();
  await expect.poll(() => open.size).toBe(1);
  await deeds.offers(staff, orders[1]!, /蜗牛之家/);
  for (const page of [1, 3, 5].map((tab) => tabs[tab]!)) await expect(page.getByText('等待接单').first()).toBeVisible();
});

test('what was typed before the program came stays when the page is told of a change', async ({ county }) => {
  const resident = await county.page(PHONE.resident);
  const staff = await county.page(PHONE.institute, { viewport: { width: 1280, height: 800 } });
  const no = await deeds.placesOrder(resident, '独居老人陪伴聊天');
  let start = () => {};
  const held = new Promise<void>((resolve) => (start = () => resolve()));
  await resident.route('**/pkg/diandan*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await resident.goto(`/orders/${no}`, { waitUntil: 'commit' });
  const reason = resident.locator('#cancel-reason');
  await resident.locator('details', { has: reason }).locator('summary').first().click();
  await reason.fill('家里人回来了');
  start();
  await hydrated(resident);
  await deeds.offers(staff, no, /蜗牛之家/);
  await expect(resident.getByText('等待接单').first()).toBeVisible();
  await expect(reason).toBeVisible();
  await expect(reason).toHaveValue('家里人回来了');
});

test('a page that nobody sees does not listen, and is up to date when it is seen', async ({ county }) => {
  const resident = await county.page(PHONE.resident);
  const staff = await county.page(PHONE.institute, { viewport: { width: 1280, height: 800 } });
  const no = await deeds.placesOrder(resident, '独居老人陪伴聊天');
  const open = streams(resident);
  await resident.goto(`/orders/${no}`);
  await hydrated(resident);
  await expect.poll(() => open.size).toBe(1);
  const turns = (hidden: boolean) =>
    resident.evaluate((hidden) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }, hidden);
  await turns(true);
  await expect.poll(() => open.size).toBe(0);
  await deeds.offers(staff, no, /蜗牛之家/);
  await expect(resident.getByText('等待接单')).toHaveCount(0);
  await turns(false);
  await expect(resident.getByText('等待接单').first()).toBeVisible();
});

test('a page that the server has no stream for asks by itself', async ({ county }) => {
  const resident = await county.page(PHONE.resident);
  const staff = await county.page(PHONE.institute, { viewport: { width: 1280, height: 800 } });
  const no = await deeds.placesOrder(resident, '独居老人陪伴聊天');
  await resident.clock.install();
  let refused = false;
  resident.on('response', (response) => (refused ||= response.url().includes('/live/')));
  await resident.route('**/live/**', (route) => route.fulfill({ status: 429, headers: { 'Retry-After': '60' } }));
  await resident.goto(`/orders/${no}`);
  await hydrated(resident);
  // Its timer is set once it leads, which takes as long as it takes.
  await expect.poll(() => resident.clock.runFor(200).then(() => refused)).toBe(true);
  await deeds.offers(staff, no, /蜗牛之家/);
  await expect(async () => {
    await resident.clock.runFor(61_000);
    await expect(resident.getByText('等待接单').first()).toBeVisible({ timeout: 500 });
  }).toPass();
});
