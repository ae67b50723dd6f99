// Signing in and out, and what a stranger sees.

import { PHONE, expect, hydrated, test } from '../county';

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

test("a stranger's order does not exist", async ({ county }) => {
  const resident = await county.page(PHONE.resident);
  await resident.goto('/me/orders');
  const path = (await resident.locator('a[href^="/orders/"]').first().getAttribute('href'))!;
  const stranger = await county.page(null);
  expect((await stranger.goto(path))?.status()).toBe(404);
});
