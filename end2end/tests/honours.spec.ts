// Honours: a leader nominates a member, the institute reviews, the centre awards, and the public list shows it.

import { PHOTO } from '../deeds';
import { PHONE, expect, expectAccessible, hydrated, test } from '../county';

const CAMPAIGN = '诏安好邻居';
const REASON = '每个周末带着孩子们读书，一年没有歇过。';

test('a nomination goes its way to the public list', async ({ county }) => {
  const leader = await county.page(PHONE.leader);
  await leader.goto('/honours');
  await hydrated(leader);
  await expectAccessible(leader);
  await leader.getByRole('link', { name: `去推荐 ${CAMPAIGN}` }).click();
  await expect(leader.locator('h1')).toContainText(CAMPAIGN);
  await leader.locator('select[name=subject]').selectOption({ label: '吴幼盛' });
  await leader.locator('textarea[name=reason]').fill(`吴幼盛${REASON}`);
  await leader.getByRole('button', { name: '提交推荐' }).click();
  await expect(leader.locator('#reason-error')).toContainText('不要写完整的姓名');
  await leader.locator('textarea[name=reason]').fill(REASON);
  await leader.locator('input[type=file]').setInputFiles({ name: '读书.png', mimeType: 'image/png', buffer: PHOTO });
  await expect(leader.locator('.picture-row img').first()).toBeVisible();
  await leader.getByRole('button', { name: '提交推荐' }).click();
  await expect(leader).toHaveURL(/\/honours\?nominated=1$/);
  await expect(leader.getByText('推荐收到了')).toBeVisible();

  const institute = await county.page(PHONE.institute, { viewport: { width: 1280, height: 800 } });
  await institute.goto('/desk/honours?state=nominated');
  await institute.locator('li', { hasText: '吴幼盛' }).locator('a').click();
  await expect(institute.getByText(REASON)).toBeVisible();
  await hydrated(institute);
  await expectAccessible(institute);
  await institute.getByRole('button', { name: '审核通过' }).click();
  await expect(institute.locator('h1').getByText('公示')).toBeVisible();

  const centre = await county.page(PHONE.centre, { javaScriptEnabled: false });
  await centre.goto('/desk/honours?state=noticed');
  await centre.locator('li', { hasText: '吴幼盛' }).locator('a').click();
  await centre.getByRole('button', { name: '授予荣誉' }).click();
  await expect(centre.locator('h1').getByText('已授予')).toBeVisible();

  const visitor = await county.page(null);
  await visitor.goto('/honours');
  const card = visitor.locator('li.notice-card', { hasText: REASON });
  await expect(card.getByText('吴幼盛')).toHaveCount(0);

  await leader.goto('/me/honours');
  const mine = leader.locator('li.notice-card', { hasText: REASON });
  await mine.getByRole('button', { name: /同意公开/ }).click();
  await expect(mine.locator('strong', { hasText: '同意公开姓名和照片' })).toBeVisible();
  await visitor.reload();
  await expect(card.getByText('吴幼盛')).toBeVisible();
  await expect(card.locator('img').first()).toHaveJSProperty('complete', true);
  await hydrated(visitor);
  await expectAccessible(visitor);
});

test('who knows something against an honour says so, and staff look again', async ({ county }) => {
  const WORDS = '那天送老人就医的是他的邻居。';
  const resident = await county.page(PHONE.resident);
  await resident.goto('/notices');
  await hydrated(resident);
  const noticed = resident.locator('section', { hasText: '评先树优公示' }).locator('li').first();
  await noticed.getByText('我有异议').click();
  await noticed.getByLabel('哪里不对').fill('不对');
  await noticed.getByRole('button', { name: '提交异议' }).click();
  await expect(noticed.locator('[aria-invalid=true]')).toHaveValue('不对');
  await expectAccessible(resident);
  await noticed.getByLabel('哪里不对').fill(WORDS);
  await noticed.getByRole('button', { name: '提交异议' }).click();
  await expect(resident.getByText('您的异议收到了')).toBeVisible();

  const institute = await county.page(PHONE.institute, { javaScriptEnabled: false });
  await institute.goto('/desk/honours?state=objected');
  // The oldest nomination comes first, and the county's other one with an objection is younger.
  await institute.locator('ul.list-card a').first().click();
  await expect(institute.getByText(WORDS)).toBeVisible();
  await institute.getByRole('button', { name: '审核通过' }).click();
  await expect(institute.locator('h1').getByText('公示')).toBeVisible();
});

test('a page that was left while a picture was on its way does no harm', async ({ county }) => {
  const leader = await county.page(PHONE.leader);
  await leader.goto('/honours');
  await hydrated(leader);
  await leader.getByRole('link', { name: `去推荐 ${CAMPAIGN}` }).click();
  await expect(leader.locator('h1')).toContainText(CAMPAIGN);
  let arrives = () => {};
  const left = new Promise<void>((resolve) => (arrives = resolve));
  await leader.route('**/pictures', async (route) => {
    await left;
    await route.continue();
  });
  await leader.locator('input[type=file]').setInputFiles({ name: '读书.png', mimeType: 'image/png', buffer: PHOTO });
  await expect(leader.locator('.picture-row progress')).toBeVisible();
  const answered = leader.waitForResponse('**/pictures');
  await leader.getByRole('link', { name: '首页' }).click();
  await expect(leader).toHaveURL(/\/$/);
  arrives();
  await answered;
  await leader.getByRole('link', { name: '公示' }).click();
  await expect(leader.locator('h1')).toContainText('公示');
});
