// Signing in and out, and what a stranger sees.

import { PHONE, expect, hydrated, test } from '../county';
import * as deeds from '../deeds';

test('somebody new signs in with a code and out again', async ({ county }) => {
  const phone = '13912345678';
  const page = await county.page(null);
  await page.goto('/me');
  await expect(page).toHaveURL(/\/login\?next=/);
  await hydrated(page);
  await page.locator('#phone').fill('12');
  await page.getByRole('button', { name: '获取验证码' }).click();
  await expect(page.locator('#phone-error')).toBeVisible();
  await page.locator('#phone').fill(phone);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.locator('#code').fill(await county.code(phone));
  await page.getByRole('main').getByRole('button', { name: '登录' }).click();
  await expect(page).toHaveURL(/\/me$/);
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect(page).toHaveURL(/\/$/);
  await hydrated(page);
  await page.goto('/me');
  await expect(page).toHaveURL(/\/login/);
});

for (const [how, phone, options] of [
  ['with the program', '13912345601', {}],
  ['without JavaScript', '13912345602', { javaScriptEnabled: false }],
] as const) {
  test(`who signs out leaves nothing behind to go back to, ${how}`, async ({ county }) => {
    const page = await county.page(null, options);
    await deeds.signsIn(page, county, phone);
    const mine = page.getByText('139****56');
    await expect(mine.first()).toBeVisible();
    await page.getByRole('button', { name: '退出登录' }).click();
    await expect(page).toHaveURL(/\/$/);
    await page.goBack();
    await expect(page).toHaveURL(/\/login/);
    await expect(mine).toHaveCount(0);
  });
}

test("a stranger's order does not exist", async ({ county }) => {
  const resident = await county.page(PHONE.resident);
  await resident.goto('/me/orders');
  const path = (await resident.locator('a[href^="/orders/"]').first().getAttribute('href'))!;
  const stranger = await county.page(null);
  expect((await stranger.goto(path))?.status()).toBe(404);
});

test('what was typed is there again after signing in again', async ({ county }) => {
  const ADDRESS = '中山路 15 号';
  const page = await county.page(PHONE.resident);
  await page.goto(`/services?q=${encodeURIComponent('独居老人陪伴聊天')}`);
  await hydrated(page);
  await page.locator('main a[href^="/services/"]').first().click();
  await page.getByRole('link', { name: '我要点单' }).click();
  await deeds.fillsOrderForm(page, ADDRESS);
  await expect(page).toHaveURL(/\/order\/new/);
  const form = page.url();

  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await page.getByRole('button', { name: '提交点单' }).click();
  await expect(page).toHaveURL(/\/login\?next=\/order\/new/);
  await page.context().addCookies(cookies);
  await page.goto(form);
  await expect(page.locator('input[name=address]')).toHaveValue(ADDRESS);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  await deeds.sendsOrder(page);
});
