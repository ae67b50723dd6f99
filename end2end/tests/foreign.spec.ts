// Pages that somebody else has changed before their program takes them over.

import { PHONE, type County, expect, forgives, hydrated, test } from '../county';
import * as deeds from '../deeds';
import type { Page } from '@playwright/test';

/** What is done to a document that is read and not taken over yet. */
const CHANGES = {
  // As Safari does.
  'a link around numbers': () => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: Text[] = [];
    while (texts.nextNode()) if (texts.currentNode.parentElement!.closest('main, nav')) found.push(texts.currentNode as Text);
    for (const text of found) {
      const number = /\d+/.exec(text.data);
      if (!number) continue;
      const range = document.createRange();
      range.setStart(text, number.index);
      range.setEnd(text, number.index + number[0].length);
      const link = document.createElement('a');
      link.href = `tel:${number[0]}`;
      range.surroundContents(link);
    }
  },
  // As extensions do.
  'a node before everything': () => {
    document.body.prepend(document.createElement('div'));
    document.querySelector('main')!.prepend(document.createElement('some-extension'));
  },
  // As translators do.
  'a wrapper around each text': () => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: Text[] = [];
    while (texts.nextNode()) if (texts.currentNode.parentElement!.localName !== 'script') found.push(texts.currentNode as Text);
    for (const text of found.filter((text) => text.data.trim())) {
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      text.replaceWith(outer);
      outer.append(inner);
      inner.append(text);
    }
  },
  'something that nobody knows': () => {
    for (const text of document.querySelectorAll('main h1, main label, nav span')) {
      const mark = document.createElement('mark');
      mark.append(...text.childNodes);
      text.append(mark);
    }
  },
} as const;

type Change = keyof typeof CHANGES;

/** Opens a page that is changed and typed into before its program is there. */
async function opens(page: Page, path: string, change: Change, types: () => Promise<void>): Promise<void> {
  let start = () => {};
  const held = new Promise<void>((resolve) => (start = () => resolve()));
  await page.route('**/pkg/diandan*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  const done = `document.documentElement.dataset.changed = '';`;
  await page.addInitScript(`document.addEventListener('readystatechange', () => {
    if (document.readyState === 'interactive') { (${CHANGES[change].toString()})(); ${done} }
  });`);
  await page.goto(path, { waitUntil: 'commit' });
  await expect(page.locator('html[data-changed]')).toBeAttached();
  await types();
  start();
  await hydrated(page);
}

/** Whether the page's program leads to the next page, and not the browser. */
async function leadsOn(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(window, { same: true }));
  await page.locator('a[href="/notices"]:visible').first().click();
  await expect(page).toHaveURL(/\/notices$/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('公示');
  expect(await page.evaluate(() => 'same' in window)).toBe(true);
}

/** What a page complained about that was changed beyond what is known. */
function settled(page: Page, change: Change): void {
  if (change === 'something that nobody knows') forgives(page, /unreachable|panicked/);
}

for (const change of Object.keys(CHANGES) as Change[]) {
  test(`pages work with ${change}`, async ({ county }) => {
    for (const path of ['/', '/services', '/ranking', '/verify']) {
      const page = await county.page(null);
      await opens(page, path, change, async () => {});
      await leadsOn(page);
      settled(page, change);
      await page.context().close();
    }
  });

  test(`what was typed stays with ${change}`, async ({ county }) => {
    const page = await county.page(null);
    const phone = page.locator('#phone');
    await opens(page, '/login', change, () => phone.fill('12'));
    await expect(phone).toHaveValue('12');
    await expect(phone).toBeFocused();
    await page.getByRole('button', { name: '获取验证码' }).click();
    await expect(page.locator('#phone-error')).toBeVisible();
    await leadsOn(page);
    settled(page, change);

    const resident = await county.page(PHONE.resident);
    const no = await deeds.placesOrder(resident, '独居老人陪伴聊天');
    const reason = resident.locator('#cancel-reason');
    await opens(resident, `/orders/${no}`, change, async () => {
      await resident.locator('details', { has: reason }).locator('summary').first().click();
      await reason.fill('家里人回来了');
    });
    await expect(reason).toHaveValue('家里人回来了');
    await resident.getByRole('button', { name: /取消/ }).first().click();
    await expect(resident.getByText('已取消').first()).toBeVisible();
    await leadsOn(resident);
    settled(resident, change);
  });
}

test('pages that are translated while they are open go on', async ({ county }) => {
  const page = await county.page(PHONE.resident);
  const translates = () => page.evaluate(CHANGES['a wrapper around each text']);
  await page.goto('/');
  await hydrated(page);
  await translates();
  await page.locator('a[href="/services"]:visible').first().click();
  await expect(page).toHaveURL(/\/services$/);
  await expect(page.locator('main a[href^="/services/"]').first()).toBeVisible();
  await page.goto('/order/new?item=1');
  await hydrated(page);
  await translates();
  await page.getByRole('button', { name: '提交点单' }).click();
  await expect(page.locator('.form-errors')).toBeVisible();
  await translates();
  await deeds.fillsOrderForm(page, '中山路 12 号');
  await deeds.sendsOrder(page);
  await translates();
  await page.goBack();
  await expect(page.getByRole('button', { name: '提交点单' })).toBeVisible();
});
