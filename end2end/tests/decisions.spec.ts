// The turns an order can take: asked about, declined, taken back, done again, rated by phone, called off.

import { PHONE, expect, expectAccessible, hydrated, test } from '../county';
import * as deeds from '../deeds';

test('an order is asked about, declined, taken back and done twice', async ({ county }) => {
  const resident = await county.page(PHONE.resident);
  const staff = await county.page(PHONE.institute, { viewport: { width: 1280, height: 800 } });
  const leader = await county.page(PHONE.leader);
  const volunteer = await county.page(PHONE.volunteer);
  const no = await deeds.placesOrder(resident, '独居老人陪伴聊天');

  await staff.goto(`/desk/orders/${no}`);
  await deeds.says(staff, '请点单人补充', '家里有电梯吗？', '请点单人补充');
  await expect(staff.getByText('正在等点单人补充').first()).toBeVisible();
  await resident.goto(`/orders/${no}`);
  await expect(resident.getByText('家里有电梯吗？').first()).toBeVisible();
  await deeds.says(resident, '补充信息', '没有电梯，住三楼。', '提交补充');
  await expect(resident.getByText('没有电梯，住三楼。').first()).toBeVisible();

  await deeds.offers(staff, no, /蜗牛之家/);
  await deeds.opensInTeam(leader, no);
  await expectAccessible(leader);
  await deeds.says(leader, '去不了', '那天都在上课', '婉拒');
  await expect(leader).toHaveURL(/\/team\/\d+$/);
  await expect(leader.locator(`a[href$="/orders/${no}"]`)).toHaveCount(0);

  await deeds.offers(staff, no, /诏安县新时代文明实践中心/);
  await deeds.chooses(staff, /蜗牛之家/);
  await deeds.says(staff, '改派', '这几天人手不够', '改派');
  await expect(staff.getByText(/已经派给蜗牛之家/).first()).toBeVisible();

  await deeds.acceptsAndSends(leader, county, no, /陈倩/);
  await deeds.serves(volunteer, no);
  await deeds.confirmsAndReports(leader);
  await resident.goto(`/orders/${no}`);
  await deeds.says(resident, '没做好，请再来一次', '人没到齐就走了', '申请再来一次');
  await expect(resident.getByText('人没到齐就走了').first()).toBeVisible();

  await deeds.opensInTeam(leader, no);
  await leader.locator('input[name=from]').fill(county.clock());
  const chen = leader.getByRole('checkbox', { name: /陈倩/ });
  if (!(await chen.isChecked())) await chen.check();
  await leader.getByRole('checkbox', { name: '照样安排' }).check();
  await leader.getByRole('button', { name: /定下来|改/ }).click();
  await expect(leader.getByText(/约好.+上门/).first()).toBeVisible();
  await deeds.serves(volunteer, no);
  await deeds.confirmsAndReports(leader);

  // The resident says by phone what they think of it.
  await staff.goto(`/desk/orders/${no}`);
  await staff.locator('summary', { hasText: '评价' }).click();
  await staff.getByRole('radio', { name: /4/ }).check();
  await staff.getByRole('button', { name: '评价', exact: true }).click();
  await expect(staff.getByText('这一单已经办结').first()).toBeVisible();
  await expectAccessible(staff);
});

test('a resident calls an order off, and the desk refuses another', async ({ county }) => {
  const resident = await county.page(PHONE.resident);
  const staff = await county.page(PHONE.institute, { viewport: { width: 1280, height: 800 } });
  const first = await deeds.placesOrder(resident, '独居老人陪伴聊天');
  await deeds.says(resident, '取消这一单', '女儿回来了', '确定取消');
  await expect(resident.getByText('已取消').first()).toBeVisible();
  await expectAccessible(resident);

  const second = await deeds.placesOrder(resident, '上门义务理发');
  expect(second).not.toBe(first);
  await staff.goto(`/desk/orders/${second}`);
  await deeds.says(staff, '不予受理', '这个地方已经有人去了', '不予受理');
  await expect(staff.getByText('这一单已经办结').first()).toBeVisible();
  await resident.goto(`/orders/${second}`);
  await expect(resident.getByText('这个地方已经有人去了').first()).toBeVisible();
});

test('what is typed into one form stays when another is sent, and when somebody else changes the order', async ({ county }) => {
  const REFUSED = '这个地方已经有人去了';
  const CALLED_OFF = '女儿周末自己回来';
  const resident = await county.page(PHONE.resident);
  const staff = await county.page(PHONE.institute, { viewport: { width: 1280, height: 800 } });
  const no = await deeds.placesOrder(resident, '独居老人陪伴聊天');
  const own = resident.locator('form[action$="/cancel"] textarea');
  const refusal = staff.locator('form[action$="/reject"] textarea');
  const cancellation = staff.locator('form[action$="/cancel"] textarea');

  await resident.goto(`/orders/${no}`);
  await hydrated(resident);
  await resident.locator('summary', { hasText: '取消' }).click();
  await own.fill(CALLED_OFF);
  await staff.goto(`/desk/orders/${no}`);
  await hydrated(staff);
  await staff.locator('summary', { hasText: '不予受理' }).click();
  await refusal.fill(REFUSED);
  await deeds.says(staff, '请点单人补充', '家里有电梯吗？', '请点单人补充');

  await expect(staff.getByText('正在等点单人补充').first()).toBeVisible();
  await expect(refusal).toBeVisible();
  await expect(refusal).toHaveValue(REFUSED);
  // The form that was sent is gone, and the others move up: not with what stands in them.
  await expect(cancellation).toHaveValue('');
  await expect(cancellation).toBeHidden();
  await expect(resident.getByText('家里有电梯吗？').first()).toBeVisible();
  await expect(own).toBeVisible();
  await expect(own).toHaveValue(CALLED_OFF);
  await expect(resident.locator('form[action$="/give_info"] textarea')).toHaveValue('');
});

test('what was typed and not sent is gone when one has been on another page', async ({ county }) => {
  const resident = await county.page(PHONE.resident);
  const no = await deeds.placesOrder(resident, '独居老人陪伴聊天');
  const reason = resident.locator('form[action$="/cancel"] textarea');
  await resident.goto(`/orders/${no}`);
  await hydrated(resident);
  await resident.locator('summary', { hasText: '取消' }).click();
  await reason.fill('女儿周末自己回来');
  await resident.getByRole('link', { name: '首页' }).click();
  await expect(resident).toHaveURL(/\/$/);
  await resident.goBack();
  await expect(resident).toHaveURL(new RegExp(`/orders/${no}$`));
  await expect(reason).toHaveValue('');
  await expect(reason).toBeHidden();
});

test('a picture that is on its way arrives when another form of the page is sent meanwhile', async ({ county }) => {
  const REPORT = '陪老人说了话，老人很高兴。';
  const resident = await county.page(PHONE.resident);
  const staff = await county.page(PHONE.institute, { viewport: { width: 1280, height: 800 } });
  const leader = await county.page(PHONE.leader);
  const volunteer = await county.page(PHONE.volunteer);
  const no = await deeds.placesOrder(resident, '独居老人陪伴聊天');
  await deeds.offers(staff, no, /蜗牛之家/);
  await deeds.acceptsAndSends(leader, county, no, /陈倩/);
  await deeds.serves(volunteer, no);

  await leader.reload();
  await hydrated(leader);
  let arrives = () => {};
  const sent = new Promise<void>((resolve) => (arrives = resolve));
  await leader.route('**/pictures', async (route) => {
    await sent;
    await route.continue();
  });
  const report = leader.locator('textarea[name=report]');
  await report.fill(REPORT);
  await leader.locator('input[type=file]').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: deeds.PHOTO });
  await expect(leader.locator('.picture-row progress')).toBeVisible();
  const confirm = leader.getByRole('button', { name: /^确认/ });
  await confirm.click();
  await expect(confirm).toHaveCount(0);
  await expect(report).toHaveValue(REPORT);
  await expect(leader.locator('.picture-row progress')).toBeVisible();
  arrives();
  await expect(leader.locator('.picture-row img')).toHaveCount(1);
  await leader.getByRole('button', { name: '完成服务' }).click();
  await expect(leader.getByText('服务已经完成').first()).toBeVisible();
  await resident.goto(`/orders/${no}`);
  await expect(resident.locator('.picture-row img')).toHaveCount(1);
});

test('an end of service that was forgotten is noted, and what cannot be is said beside its field', async ({ county }) => {
  const resident = await county.page(PHONE.resident);
  const staff = await county.page(PHONE.institute, { viewport: { width: 1280, height: 800 } });
  const leader = await county.page(PHONE.leader);
  const volunteer = await county.page(PHONE.volunteer);
  const no = await deeds.placesOrder(resident, '独居老人陪伴聊天');
  await deeds.offers(staff, no, /蜗牛之家/);
  await deeds.acceptsAndSends(leader, county, no, /陈倩/);
  await volunteer.goto('/me/shifts');
  const shift = volunteer.locator('li', { has: volunteer.locator(`a[href^="/orders/${no}"]`) });
  await shift.getByRole('button', { name: '签到' }).click();
  await expect(shift.getByRole('button', { name: '签退' })).toBeVisible();

  await leader.reload();
  await hydrated(leader);
  await leader.locator('summary', { hasText: '补记结束时间' }).click();
  const form = leader.locator('form', { has: leader.locator('input[name=left]') });
  await form.locator('input[name=left]').fill('2020-01-01T08:00');
  await form.locator('input[name=reason]').fill('手机没电了');
  await form.getByRole('button', { name: /^补记结束时间/ }).click();
  await expect(form.locator('.field-error', { hasText: '结束时间要晚于签到时间' })).toBeVisible();
  await expect(form.locator('input[name=reason]')).toHaveValue('手机没电了');
  await expectAccessible(leader);

  await shift.getByRole('button', { name: '签退' }).click();
  await expect(shift.getByRole('button')).toHaveCount(0);
});
