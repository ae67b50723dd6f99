// Stars: somebody with enough hours applies, the institute reviews, and the centre awards.

import { PHONE, expect, expectAccessible, hydrated, test } from '../county';
import type { Page } from '@playwright/test';

const NAME = '吴幼盛';
const STAR = '1星级志愿者';

async function looksFine(page: Page): Promise<void> {
  await hydrated(page);
  await expectAccessible(page);
}

test('a volunteer applies, staff review, and the centre awards', async ({ county }) => {
  const volunteer = await county.page(PHONE.leader);
  const institute = await county.page(PHONE.institute, { viewport: { width: 1280, height: 800 } });
  const centre = await county.page(PHONE.centre, { viewport: { width: 1280, height: 800 } });

  await volunteer.goto('/me');
  await volunteer.locator('main a[href="/me/stars"]').click();
  await looksFine(volunteer);
  await expect(volunteer.getByText('还没有星级')).toBeVisible();
  await volunteer.getByRole('button', { name: '提交申请' }).click();
  await expect(volunteer.getByText('待审核')).toBeVisible();
  await expect(volunteer.getByRole('button', { name: '提交申请' })).toHaveCount(0);
  await looksFine(volunteer);

  await institute.goto('/desk');
  await institute.locator('nav a[href="/desk/stars"]').click();
  const waiting = institute.locator('li.notice-card', { hasText: NAME });
  await looksFine(institute);
  await waiting.getByRole('button', { name: /审核通过/ }).click();
  await expect(waiting.getByText('公示', { exact: true })).toBeVisible();
  await expect(waiting.getByRole('button', { name: /授予星级/ })).toHaveCount(0);

  await centre.goto('/desk/stars?state=noticed');
  await hydrated(centre);
  const noticed = centre.locator('li.notice-card', { hasText: NAME });
  await noticed.getByRole('button', { name: /授予星级/ }).click();
  await expect(noticed).toHaveCount(0);
  await centre.goto('/desk/stars?state=awarded');
  await expect(centre.locator('li.notice-card', { hasText: NAME })).toBeVisible();
  await looksFine(centre);

  await volunteer.goto('/me/stars');
  await expect(volunteer.getByText(`您是${STAR}`)).toBeVisible();
  await volunteer.goto('/me');
  await expect(volunteer.getByText(STAR)).toBeVisible();
  await volunteer.goto('/me/inbox');
  await expect(volunteer.getByText(`授予您${STAR}`).first()).toBeVisible();
  await expect
    .poll(async () => (await county.messages(PHONE.leader)).some((text) => text.includes(`授予您${STAR}`)))
    .toBe(true);
});

test('a leader nominates a member, who can take it back; the centre adds a line', async ({ county }) => {
  const leader = await county.page(PHONE.leader, { javaScriptEnabled: false });
  await leader.goto('/me');
  await leader.locator('main a[href^="/team/"]').first().click();
  const members = leader.locator('section', { hasText: '可以推荐评星的队员' }).locator('li');
  await expect(members.first()).toBeVisible();
  const before = await members.count();
  await members.first().getByRole('button', { name: /推荐/ }).click();
  await expect(members).toHaveCount(before - 1);

  const centre = await county.page(PHONE.centre, { viewport: { width: 1280, height: 800 } });
  await centre.goto('/desk/stars');
  await hydrated(centre);
  await centre.locator('summary', { hasText: '加一条标准' }).click();
  await centre.locator('select[name=star]').selectOption('1');
  await centre.locator('input[name=hours]').fill('300');
  await centre.locator('input[name=from]').fill('2030-01-01');
  await centre.getByRole('button', { name: '加一条标准' }).click();
  await expect(centre.locator('#hours-error')).toBeVisible();
  await centre.locator('input[name=hours]').fill('80');
  await centre.getByRole('button', { name: '加一条标准' }).click();
  await expect(centre.getByText('1星级志愿者：满80小时')).toBeVisible();
  await expectAccessible(centre);
});
