// The points shop: a volunteer redeems, a keeper hands out, and what is not wanted goes back.

import { PHONE, expect, expectAccessible, hydrated, test, type County } from '../county';
import type { Page } from '@playwright/test';

async function pointsOf(page: Page): Promise<number> {
  await page.goto('/rewards');
  return Number(/您现在有\s*(\d+)分/.exec((await page.locator('main').textContent())!)![1]);
}

async function redeems(page: Page, reward: string): Promise<string> {
  await page.goto(`/rewards?q=${encodeURIComponent(reward)}`);
  await page.locator('a[href^="/rewards/"]').first().click();
  await page.getByRole('button', { name: '确认兑换' }).click();
  await expect(page).toHaveURL(/\/me\/rewards$/);
  const card = page.locator('li', { hasText: reward }).first();
  await expect(card.locator('img.qr')).toHaveJSProperty('complete', true);
  return (await card.locator('.big-number').textContent())!.trim();
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'on a phone' : 'without JavaScript';
  test(`a reward is redeemed and handed out, ${how}`, async ({ county }) => {
    await walk(county, javaScriptEnabled);
  });
}

async function walk(county: County, javaScriptEnabled: boolean): Promise<void> {
  const volunteer = await county.page(PHONE.volunteer, { javaScriptEnabled });
  const keeper = await county.page(PHONE.station, { javaScriptEnabled });
  const looksFine = async (page: Page) => {
    if (!javaScriptEnabled) return;
    await hydrated(page);
    await expectAccessible(page);
  };
  const before = await pointsOf(volunteer);
  await looksFine(volunteer);
  const code = await redeems(volunteer, '洗衣液');
  await looksFine(volunteer);
  expect(await pointsOf(volunteer)).toBe(before - 60);

  await keeper.goto('/me');
  await keeper.locator('main a[href="/shop"]').click();
  await keeper.locator('#code').fill('22222222');
  await keeper.getByRole('button', { name: '查一查' }).click();
  await expect(keeper.getByText('没有这个取货码')).toBeVisible();
  await looksFine(keeper);
  await keeper.locator('#code').fill(code.toLowerCase());
  await keeper.getByRole('button', { name: '查一查' }).click();
  await expect(keeper.getByText('陈倩')).toHaveCount(0);
  await keeper.getByRole('button', { name: '确认发放' }).click();
  await expect(keeper.getByText(/已经发放/)).toBeVisible();
  await volunteer.goto('/me/rewards');
  await expect(volunteer.locator('li', { hasText: '洗衣液' }).first().getByText('已领取')).toBeVisible();

  await redeems(volunteer, '抽纸一提');
  await volunteer.locator('li', { hasText: '抽纸一提' }).first().getByRole('button', { name: /不要了/ }).click();
  await expect(volunteer.locator('li', { hasText: '抽纸一提' }).first().getByText('已取消')).toBeVisible();
  expect(await pointsOf(volunteer)).toBe(before - 60);
}

test('an administrator adds a reward, and the keeper enters what came in', async ({ county }) => {
  const admin = await county.page(PHONE.admin, { viewport: { width: 1280, height: 800 } });
  await admin.goto('/desk/rewards');
  await hydrated(admin);
  await expectAccessible(admin);
  await admin.locator('summary', { hasText: '加一种礼品' }).click();
  await admin.locator('input[name=title]').fill('儿童绘本');
  await admin.locator('textarea[name=summary]').fill('县图书馆捐赠的绘本一册。');
  await admin.getByRole('button', { name: '保存' }).click();
  await expect(admin.locator('#price-error')).toBeVisible();
  await admin.locator('input[name=price]').fill('25');
  await admin.getByRole('button', { name: '保存' }).click();
  await expect(admin.locator('a.row-link', { hasText: '儿童绘本' })).toBeVisible();

  const keeper = await county.page(PHONE.station);
  await keeper.goto('/shop');
  await hydrated(keeper);
  await keeper.locator('summary', { hasText: '登记进货或盘点' }).click();
  await keeper.locator('select[name=reward]').selectOption({ label: '儿童绘本' });
  await keeper.locator('input[name=change]').fill('5');
  await keeper.getByRole('button', { name: '登记进货或盘点' }).click();
  const row = keeper.locator('tr', { hasText: '儿童绘本' });
  await expect(row.getByRole('cell').first()).toHaveText('5');
  const visitor = await county.page(null);
  await visitor.goto('/rewards?q=绘本');
  await hydrated(visitor);
  await expect(visitor.getByText('还有5份')).toBeVisible();
  await expectAccessible(visitor);
});
