// The county's rules: the centre decides on a number from a day to come, and nobody else finds the page.

import { PHONE, expect, expectAccessible, hydrated, test } from '../county';
import type { Page } from '@playwright/test';

const REWARDS = '兑换的礼品保留多久';
const REASON = '县中心会议决定，节前取货的人多。';

/** The card of a number. */
function card(page: Page, name: string) {
  return page.locator('li.notice-card', { has: page.getByRole('heading', { name }) });
}

/** Nothing is cut off at the side. */
async function fitsTheWindow(page: Page): Promise<void> {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wider).toBeLessThanOrEqual(0);
}

test('the centre decides on a number, and what is wrong stands beside its field', async ({ county }) => {
  const centre = await county.page(PHONE.centre, { viewport: { width: 1280, height: 800 } });
  await centre.goto('/desk');
  await centre.locator('nav a[href="/desk/rules"]').click();
  await hydrated(centre);
  await expectAccessible(centre);
  await fitsTheWindow(centre);

  const rewards = card(centre, REWARDS);
  await expect(rewards.getByText('7天', { exact: true })).toBeVisible();
  await rewards.locator('summary', { hasText: '修改' }).click();
  await rewards.locator('input[name=value]').fill('7');
  await rewards.locator('input[name=from]').fill('2030-01-01');
  await rewards.locator('textarea[name=reason]').fill(REASON);
  await rewards.getByRole('button', { name: /就这样改/ }).click();
  await expect(rewards.locator('#value-held_days-error')).toBeVisible();
  await expect(rewards.locator('textarea[name=reason]')).toHaveValue(REASON);
  await expectAccessible(centre);

  await rewards.locator('input[name=value]').fill('10');
  await rewards.getByRole('button', { name: /就这样改/ }).click();
  await expect(rewards.getByText('2030年1月1日起改为10天')).toBeVisible();
  await expect(rewards.getByText('7天', { exact: true })).toBeVisible();
  await rewards.locator('summary', { hasText: '历次改动' }).click();
  await expect(rewards.getByText(REASON)).toBeVisible();
  await expectAccessible(centre);
});

test('without JavaScript, on a phone, in both languages', async ({ county }) => {
  const centre = await county.page(PHONE.centre, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  await centre.goto('/desk/rules');
  const orders = card(centre, '服务完成后多久内可以申请重新服务');
  await expect(orders.getByText(/起改为20天/)).toBeVisible();
  await orders.locator('summary', { hasText: '修改' }).click();
  await orders.locator('input[name=value]').fill('30');
  await orders.locator('input[name=from]').fill('2031-01-01');
  await orders.locator('textarea[name=reason]').fill('短');
  await orders.getByRole('button', { name: /就这样改/ }).click();
  await expect(orders.locator('#reason-reopen_days-error')).toBeVisible();
  await expect(orders.locator('input[name=value]')).toHaveValue('30');
  await expect(orders.locator('input[name=from]')).toHaveValue('2031-01-01');
  await orders.locator('textarea[name=reason]').fill('两周太短，家里人常常赶不回来。');
  await orders.getByRole('button', { name: /就这样改/ }).click();
  await expect(orders.getByText('2031年1月1日起改为30天')).toBeVisible();

  const english = await county.page(PHONE.centre, { locale: 'en-GB', viewport: { width: 360, height: 740 } });
  await english.goto('/desk/rules');
  await hydrated(english);
  await expectAccessible(english);
  await fitsTheWindow(english);
});

test('for everybody else there is no such page', async ({ county }) => {
  for (const phone of [PHONE.station, PHONE.resident, PHONE.admin]) {
    const page = await county.page(phone);
    const answer = await page.goto('/desk/rules');
    expect(answer?.status()).toBe(404);
    await page.goto(phone === PHONE.resident ? '/me' : '/desk');
    await expect(page.locator('a[href="/desk/rules"]')).toHaveCount(0);
  }
});
