// Bad networks: a form outlives a connection that breaks at any moment.

import type { Page } from '@playwright/test';
import { PHONE, expect, forgives, hydrated, test, type County } from '../county';
import * as deeds from '../deeds';

const PLACE = '**/api/orders/place';
const LOST = '网络断开了，内容没有丢失';

/** Somebody who has filled in an order. */
async function about(county: County): Promise<Page> {
  const page = await county.page(PHONE.resident);
  await page.goto('/order/new?item=1');
  await hydrated(page);
  await deeds.fillsOrderForm(page, `中山路 ${Date.now() % 100_000} 号`);
  return page;
}

const send = (page: Page) => page.getByRole('button', { name: '提交点单' }).click();
const address = (page: Page) => page.locator('input[name=address]').inputValue();

/** Nothing is lost: it is said, everything typed is there, and one more click makes one order and not two. */
async function goesOn(page: Page, typed: string): Promise<void> {
  await expect(page.getByText(LOST)).toBeVisible();
  expect(await address(page)).toBe(typed);
  await deeds.sendsOrder(page);
  expect(await ordersTo(page, typed)).toBe(1);
  forgives(page, /ERR_|Failed to load resource|Failed to fetch/);
}

/** How many of one's latest orders go to an address. */
async function ordersTo(page: Page, address: string): Promise<number> {
  await page.goto('/me/orders');
  const links = await page.locator('main a[href^="/orders/"]').evaluateAll((all) => all.slice(0, 3).map((a) => a.getAttribute('href')!));
  let found = 0;
  for (const link of links) {
    await page.goto(link);
    await expect(page.locator('h1')).toBeVisible();
    if (await page.getByText(address).count()) found += 1;
  }
  return found;
}

/** How long after its first byte a page shows words, in milliseconds, in a browser that has been nowhere before. */
async function firstWords(county: County, who: string | null, path: string): Promise<number> {
  const page = await county.page(who);
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  // 400 kbit/s each way, and as long on its way as over a bar of signal.
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 300, downloadThroughput: 50_000, uploadThroughput: 50_000 });
  await page.goto(path, { waitUntil: 'commit', timeout: 30_000 });
  await expect(page.locator('h1')).toBeVisible({ timeout: 15_000 });
  const words = await page.evaluate(async () => {
    const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const painted = await new Promise<number>((resolve) => {
      new PerformanceObserver((seen) => {
        const first = seen.getEntriesByName('first-contentful-paint')[0];
        if (first) resolve(first.startTime);
      }).observe({ type: 'paint', buffered: true });
    });
    return painted - page!.responseStart;
  });
  await page.context().close();
  return words;
}

for (const [who, path] of [
  [null, '/'],
  [null, '/services'],
  [null, '/services/1'],
  ['resident', '/order/new?item=1'],
  ['resident', '/me/orders'],
  ['volunteer', '/me/shifts'],
  ['institute', '/desk'],
] as const) {
  test(`a slow line shows words of ${path} within two seconds of the first byte`, async ({ county }, info) => {
    const words = await firstWords(county, who && PHONE[who], path);
    info.annotations.push({ type: 'milliseconds', description: String(Math.round(words)) });
    expect(words).toBeLessThan(2000);
  });
}

test('the connection breaks before a form is sent', async ({ county }) => {
  const page = await about(county);
  const typed = await address(page);
  await page.context().setOffline(true);
  await send(page);
  await expect(page.getByText(LOST)).toBeVisible();
  await page.context().setOffline(false);
  await goesOn(page, typed);
});

test('the connection breaks while a form is sent', async ({ county }) => {
  const page = await about(county);
  const typed = await address(page);
  await page.route(PLACE, (route) => route.abort('connectionreset'), { times: 1 });
  await send(page);
  await goesOn(page, typed);
});

test('the connection breaks before a form is answered', async ({ county }) => {
  const page = await about(county);
  const typed = await address(page);
  // The server has done it, and nobody hears of it.
  await page.route(PLACE, (route) => route.fetch({ maxRedirects: 0 }).then(() => route.abort('connectionclosed')), { times: 1 });
  await send(page);
  await goesOn(page, typed);
});

test('the connection breaks while a form is answered', async ({ county }) => {
  const page = await about(county);
  const typed = await address(page);
  // A refusal of which half arrives is no refusal.
  await page.route(PLACE, (route) => route.fulfill({ status: 422, contentType: 'application/json', body: '{"code":"check_the_f' }), { times: 1 });
  await send(page);
  await expect(page.locator('.form-errors')).toBeVisible();
  expect(await address(page)).toBe(typed);
  await deeds.sendsOrder(page);
  expect(await ordersTo(page, typed)).toBe(1);
});

test('the connection breaks before the page behind a form', async ({ county }) => {
  const page = await about(county);
  const typed = await address(page);
  await page.route('**/api/orders/order?**', (route) => route.abort('connectionreset'), { times: 1 });
  await send(page);
  await page.getByRole('link', { name: '再试一次' }).click();
  await expect(page.getByText('点好了！')).toBeVisible();
  forgives(page, /ERR_|Failed to load resource|Failed to fetch/);
  expect(await ordersTo(page, typed)).toBe(1);
});
