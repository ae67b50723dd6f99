// Signing in, ordering for somebody else, and what a stranger sees.

import { PHONE, expect, hydrated, test } from '../county';

test('somebody new signs in with a code and out again', async ({ county }) => {
  const phone = '13912345678';
  const page = await county.page(null);
  await page.goto('/me');
  await expect(page).toHaveURL(/\/login\?next=/);
  await hydrated(page);
  await page.locator('input[name=phone]').fill('12');
  await page.getByRole('button', { name: '获取验证码' }).click();
  await expect(page.locator('#phone-error')).toBeVisible();
  await page.locator('input[name=phone]').fill(phone);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.locator('input[name=code]').fill(await county.code(phone));
  await page.getByRole('main').getByRole('button', { name: '登录' }).click();
  await expect(page).toHaveURL(/\/me$/);
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.goto('/me');
  await expect(page).toHaveURL(/\/login/);
});

test('a neighbour orders for somebody, who follows the link in the SMS', async ({ county }) => {
  const neighbour = await county.page(PHONE.resident);
  await neighbour.goto('/order/new?item=1');
  await hydrated(neighbour);
  await neighbour.getByRole('checkbox', { name: /替别人点/ }).check();
  await neighbour.locator('input[name=consent]').first().check();
  await neighbour.locator('input[name=name]').fill('林阿婆');
  await neighbour.locator('input[name=phone]').fill('13887654321');
  await neighbour.locator('select[name=day1]').selectOption({ index: 6 });
  await neighbour.locator('select[name=town]').selectOption({ label: '南诏镇' });
  await neighbour.locator('select[name=village]').selectOption({ index: 1 });
  await neighbour.locator('input[name=address]').fill('东门街 3 号');
  await neighbour.getByRole('button', { name: '提交点单' }).click();
  await expect(neighbour).toHaveURL(/placed=1/);
  const path = new URL(neighbour.url()).pathname;

  let link = '';
  await expect.poll(async () => (link = /http\S+key=\w+/.exec((await county.messages('13887654321')).join(' '))?.[0] ?? '')).toBeTruthy();
  const served = await county.page(null);
  await served.goto(link);
  await expect(served.getByText('林阿婆').first()).toBeVisible();

  const stranger = await county.page(PHONE.volunteer);
  expect((await stranger.goto(path))?.status()).toBe(404);
  await expect(stranger.getByText('林阿婆')).toHaveCount(0);
});
