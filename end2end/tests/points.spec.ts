// Points at the desk: two people for a grant, and rules that only ever look ahead.

import { PHONE, expect, expectAccessible, hydrated, test } from '../county';

test('points are granted by two people, and the volunteer reads why', async ({ county }) => {
  const wide = { viewport: { width: 1280, height: 800 } };
  const volunteer = await county.page(PHONE.volunteer);
  await volunteer.goto('/me');
  const number = /\d{14}[\dX]/.exec((await volunteer.locator('main').textContent())!)![0];

  const clerk = await county.page(PHONE.institute, wide);
  await clerk.goto('/desk/points');
  await hydrated(clerk);
  await expectAccessible(clerk);
  await clerk.locator('summary', { hasText: '申请发放或扣减积分' }).click();
  await clerk.locator('input[name=no]').fill('123');
  await clerk.locator('input[name=points]').fill('20');
  await clerk.locator('textarea[name=words]').fill('元宵灯会维持秩序到半夜');
  await clerk.getByRole('button', { name: '提交申请' }).click();
  await expect(clerk.locator('#no-error')).toBeVisible();
  await expect(clerk.locator('textarea[name=words]')).toHaveValue('元宵灯会维持秩序到半夜');
  await clerk.locator('input[name=no]').fill(number);
  await clerk.getByRole('button', { name: '提交申请' }).click();
  const asked = clerk.locator('li', { hasText: '元宵灯会' });
  await expect(asked.getByText('以外的工作人员审批')).toBeVisible();
  await expect(asked.getByRole('button')).toHaveCount(0);

  const centre = await county.page(PHONE.centre, { ...wide, javaScriptEnabled: false });
  await centre.goto('/desk/points');
  await centre.locator('li', { hasText: '元宵灯会' }).getByRole('button', { name: /^同意/ }).click();
  await expect(centre.locator('li', { hasText: '元宵灯会' })).toHaveCount(0);

  await volunteer.goto('/me/points');
  const entry = volunteer.locator('li', { hasText: '元宵灯会' });
  await expect(entry.getByText('+20分')).toBeVisible();
  await hydrated(volunteer);
  await expectAccessible(volunteer);
});

test('an administrator adds a rule that holds from a day to come', async ({ county }) => {
  const admin = await county.page(PHONE.admin);
  await admin.goto('/desk/points');
  await hydrated(admin);
  await admin.locator('summary', { hasText: '加一条规则' }).click();
  await expectAccessible(admin);
  await admin.locator('select[name=earns]').selectOption('hour');
  await admin.locator('input[name=points]').fill('12');
  await admin.locator('input[name=from]').fill(county.clock().slice(0, 10));
  await admin.getByRole('button', { name: '加一条规则' }).click();
  await expect(admin.locator('#from-error')).toBeVisible();
  await admin.locator('input[name=from]').fill('2099-01-01');
  await admin.getByRole('button', { name: '加一条规则' }).click();
  await expect(admin.locator('li', { hasText: '每服务1小时得12分' }).getByText('2099年1月1日起')).toBeVisible();
  // It is not what one earns today.
  await admin.goto('/me/points');
  await expect(admin.getByText('每服务1小时得10分')).toBeVisible();
});
