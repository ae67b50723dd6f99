// Words that everybody reads: what they leave out, and how the desk takes them down and shows them again.

import { PHONE, expect, expectAccessible, hydrated, test } from '../county';
import * as deeds from '../deeds';

const SERVICE = '独居老人陪伴聊天';
const WHY = '说到了别人家里的事';

test('a rating names nobody, is hidden by the desk with a reason, and shown again', async ({ county }) => {
  // Words of this walk alone: the county has others on the same page.
  const words = `聊得很开心，第${Date.now() % 10_000}位来的师傅也好`;
  const visitor = await county.page(null);
  const resident = await county.page(PHONE.resident);
  const institute = await county.page(PHONE.institute, { viewport: { width: 1280, height: 800 } });
  const leader = await county.page(PHONE.leader);
  const volunteer = await county.page(PHONE.volunteer);
  const no = await deeds.placesOrder(resident, SERVICE);
  await deeds.offers(institute, no, /蜗牛之家/);
  await deeds.acceptsAndSends(leader, county, no, /陈倩/);
  await deeds.serves(volunteer, no);
  await deeds.confirmsAndReports(leader);

  await resident.goto(`/orders/${no}`);
  await hydrated(resident);
  await resident.getByRole('radio', { name: '很满意', exact: true }).check();
  const said = resident.locator('textarea[name=words]');
  await said.fill('陈 倩陪老人聊得很开心');
  await resident.getByRole('button', { name: '提交评价' }).click();
  await expect(resident.getByText('请不要写这一单里任何人的全名')).toBeVisible();
  await expect(said).toHaveValue('陈 倩陪老人聊得很开心');
  await said.fill('到中山路12号来的，很好');
  await resident.getByRole('button', { name: '提交评价' }).click();
  await expect(resident.getByText('请不要写上门的地址')).toBeVisible();
  await expectAccessible(resident);
  await said.fill(words);
  await resident.getByRole('button', { name: '提交评价' }).click();
  await expect(resident.getByText('已评价').first()).toBeVisible();

  await visitor.goto(`/services?q=${encodeURIComponent(SERVICE)}`);
  await visitor.locator('main a[href^="/services/"]').first().click();
  // The address changes when the page has come, not with the click.
  await expect(visitor.getByText(words)).toBeVisible();
  await expect(visitor).toHaveURL(/\/services\/\d+$/);
  const service = visitor.url();

  await institute.goto('/desk');
  await institute.locator('nav a[href="/desk/words"]').click();
  await hydrated(institute);
  await expectAccessible(institute);
  const card = institute.locator('li.notice-card', { hasText: words });
  await card.locator('summary', { hasText: '不再公开显示' }).click();
  await card.locator('textarea[name=reason]').fill(WHY);
  await card.getByRole('button', { name: /不再公开显示/ }).click();
  await expect(card.getByText('已隐藏')).toBeVisible();
  await expect(card.getByText(WHY)).toBeVisible();

  await visitor.goto(service);
  await expect(visitor.getByRole('heading', { level: 1, name: SERVICE })).toBeVisible();
  await expect(visitor.getByText(words)).toHaveCount(0);
  await resident.goto(`/orders/${no}`);
  await expect(resident.getByText(words)).toBeVisible();
  await expect(resident.getByText(WHY)).toBeVisible();
  await resident.goto('/me/inbox');
  await expect(resident.getByText(WHY).first()).toBeVisible();
  await leader.goto(`/orders/${no}`);
  await expect(leader.getByText(words)).toHaveCount(0);

  await card.locator('summary', { hasText: '重新公开显示' }).click();
  await card.locator('textarea[name=reason]').fill('看错了，是说这次服务');
  await card.getByRole('button', { name: /重新公开显示/ }).click();
  await expect(card.locator('.state-badge')).toHaveText('公开显示');
  await visitor.goto(service);
  await expect(visitor.getByText(words)).toBeVisible();
});

test('words that wait are shown by the desk, also without JavaScript', async ({ county }) => {
  const station = await county.page(PHONE.station, { javaScriptEnabled: false });
  await station.goto('/desk/words');
  const waiting = station.locator('li.notice-card', { hasText: 'www.example.com' });
  await expect(waiting.getByText('等待查看')).toBeVisible();
  await waiting.locator('summary', { hasText: '不再公开显示' }).click();
  await waiting.locator('textarea[name=reason]').fill('好');
  await waiting.getByRole('button', { name: /不再公开显示/ }).click();
  // A refused form comes back open, with what was typed.
  await expect(waiting.locator('textarea[name=reason]')).toHaveValue('好');
  await waiting.getByRole('button', { name: /^公开显示/ }).click();
  await expect(waiting.getByText('等待查看')).toHaveCount(0);
  await expect(waiting.locator('.state-badge')).toHaveText('公开显示');
});
