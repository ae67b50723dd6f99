// The main loop, as its people walk it: from a resident's order to a volunteer's points.

import { PHONE, expect, expectAccessible, hydrated, test, type County } from '../county';

for (const javaScriptEnabled of [true, false]) {
  test(`an order becomes points, ${javaScriptEnabled ? 'on a phone' : 'without JavaScript'}`, async ({ county }) => {
    await walk(county, javaScriptEnabled);
  });
}

async function walk(county: County, javaScriptEnabled: boolean): Promise<void> {
  const resident = await county.page(PHONE.resident, { javaScriptEnabled });
  const staff = await county.page(PHONE.institute, { javaScriptEnabled, viewport: { width: 1280, height: 800 } });
  const leader = await county.page(PHONE.leader, { javaScriptEnabled });
  const volunteer = await county.page(PHONE.volunteer, { javaScriptEnabled });

  // The resident orders.
  await resident.goto('/services?q=理发');
  if (javaScriptEnabled) await hydrated(resident);
  await resident.locator('a[href^="/services/"]').first().click();
  await resident.getByRole('link', { name: '我要点单' }).click();
  await resident.locator('select[name=day1]').selectOption({ index: 5 });
  await resident.locator('select[name=town]').selectOption({ label: '南诏镇' });
  await resident.locator('select[name=village]').selectOption({ index: 1 });
  await resident.locator('input[name=name]').fill('沈毅斌');
  await resident.locator('input[name=address]').fill('中山路 12 号');
  await resident.getByRole('button', { name: '提交点单' }).click();
  await expect(resident).toHaveURL(/\/orders\/\d{10}\?placed=1/);
  await expect(resident.getByText('点好了！')).toBeVisible();
  const no = /orders\/(\d{10})/.exec(resident.url())![1]!;
  await expect.poll(() => county.messages(PHONE.resident).then((texts) => texts.some((text) => text.includes(no)))).toBe(true);

  // The institute offers the order to the team.
  await staff.goto(`/desk/orders/${no}`);
  await staff.getByRole('radio', { name: /蜗牛之家/ }).check();
  await staff.getByRole('button', { name: '派单' }).click();
  await expect(staff.getByText('已经派给')).toBeVisible();

  // The leader accepts, and sends 陈倩 right away.
  await leader.goto('/me');
  await leader.locator('a[href^="/team/"]').first().click();
  await leader.locator(`a[href$="/orders/${no}"]`).first().click();
  await leader.getByRole('button', { name: '接单' }).click();
  await leader.locator('input[name=from]').fill(county.clock());
  await leader.getByRole('checkbox', { name: /陈倩/ }).check();
  await leader.getByRole('button', { name: '定下来，通知大家' }).click();
  await expect(leader.getByText(/约好.+上门/).first()).toBeVisible();

  // She checks in and out.
  await volunteer.goto('/me/shifts');
  const shift = volunteer.locator('li', { has: volunteer.locator(`a[href^="/orders/${no}"]`) });
  await shift.getByRole('button', { name: '签到' }).click();
  await shift.getByRole('button', { name: '签退' }).click();
  await expect(shift.getByRole('button')).toHaveCount(0);

  // The leader confirms and reports.
  await leader.reload();
  await leader.getByRole('button', { name: /^确认/ }).click();
  await leader.locator('textarea[name=report]').fill('头发理好了，老人很高兴。');
  await leader.getByRole('button', { name: '完成服务' }).click();
  await expect(leader.getByText('服务已经完成').first()).toBeVisible();

  // The resident rates.
  await resident.goto(`/orders/${no}`);
  await resident.getByText('很满意', { exact: true }).click();
  await resident.getByRole('button', { name: '提交评价' }).click();
  await expect(resident.getByText('已评价').first()).toBeVisible();

  // Hours and points are there: the notice takes no days in this county.
  await volunteer.goto('/me/hours');
  await expect(volunteer.locator('li', { has: volunteer.locator(`a[href*="${no}"]`) }).getByText('已入账')).toBeVisible();
  await volunteer.goto('/me/points');
  await expect(volunteer.locator('li', { has: volunteer.locator(`a[href*="${no}"]`) }).getByText('+5分')).toBeVisible();
  if (javaScriptEnabled) for (const page of [resident, staff, leader, volunteer]) await expectAccessible(page);
}

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
