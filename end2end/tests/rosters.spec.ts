// Rosters: who is put on one is told and may leave it, and who is named leader may step down.

import { PHONE, expect, expectAccessible, hydrated, test, type County } from '../county';
import type { Page } from '@playwright/test';

/** Somebody registers as a volunteer, and reads their number. */
async function registers(county: County, phone: string, name: string, javaScriptEnabled: boolean): Promise<[Page, string]> {
  const page = await county.page(phone, { javaScriptEnabled });
  await page.goto('/me/volunteer');
  await page.locator('input[name=name]').fill(name);
  await page.locator('input[name=birth_month]').fill('1990-05');
  await page.getByRole('radio', { name: '女', exact: true }).check();
  await page.locator('select[name=town]').selectOption({ label: '南诏镇' });
  await page.locator('select[name=village]').selectOption({ index: 1 });
  await page.locator('input[name=emergency_name]').fill('林大海');
  await page.locator('input[name=emergency_phone]').fill('13800009999');
  await page.locator('input[name=agree]').check();
  await page.getByRole('button', { name: '同意并注册' }).click();
  await expect(page).toHaveURL(/\/me$/);
  const no = await page.locator('p', { hasText: /^编号/ }).locator('strong').textContent();
  return [page, no!];
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'on a phone' : 'without JavaScript';
  const tail = javaScriptEnabled ? '1' : '2';

  test(`whoever was put on a roster is told, and leaves it, ${how}`, async ({ county }) => {
    const [volunteer, no] = await registers(county, `1391230000${tail}`, `许秋月`, javaScriptEnabled);
    const leader = await county.page(PHONE.leader, { javaScriptEnabled });
    await leader.goto('/me');
    await leader.locator('main a[href^="/team/"]').first().click();
    await leader.locator('input[name=no]').fill(no);
    await leader.locator('input[name=name]').fill('许春月');
    await leader.getByRole('button', { name: '添加队员' }).click();
    await expect(leader.locator('.field-error').first()).toBeVisible();
    await expect(leader.locator('input[name=no]')).toHaveValue(no);
    await leader.locator('input[name=name]').fill('许秋月');
    await leader.getByRole('button', { name: '添加队员' }).click();
    await expect(leader.locator('tr', { hasText: '许秋月' })).toBeVisible();

    await volunteer.goto('/me/inbox');
    await expect(volunteer.getByText('的队员了').first()).toBeVisible();
    await volunteer.goto('/me');
    await volunteer.locator('main a[href^="/team/"]').first().click();
    await volunteer.locator('summary', { hasText: '我自己' }).click();
    if (javaScriptEnabled) {
      await hydrated(volunteer);
      await expectAccessible(volunteer);
    }
    await volunteer.getByRole('button', { name: /^退出队伍/ }).click();
    await volunteer.goto('/me');
    await expect(volunteer.locator('main a[href^="/team/"]')).toHaveCount(0);
    await leader.reload();
    await expect(leader.locator('tr', { hasText: '许秋月' })).toHaveCount(0);
  });

  test(`whoever was named leader is told, and steps down, ${how}`, async ({ county }) => {
    const [volunteer, no] = await registers(county, `1391230001${tail}`, '吴晓岚', javaScriptEnabled);
    const desk = await county.page(PHONE.station, { javaScriptEnabled });
    const name = `晓岚读书会${tail}`;
    await desk.goto('/desk/teams');
    const form = desk.locator('form', { has: desk.locator('input[name=leader_no]') });
    const fold = desk.locator('details:not([open])', { has: form });
    if (await fold.count()) await fold.locator('summary').first().click();
    await form.locator('input[name=name]').fill(name);
    await form.locator('select[name=org]').selectOption({ index: 1 });
    await form.locator('input[name=leader_no]').fill(no);
    await form.locator('input[name=leader_name]').fill('吴晓岚');
    await form.getByRole('button', { name: '组建队伍' }).click();
    await expect(desk.getByText(name).first()).toBeVisible();

    await volunteer.goto('/me/inbox');
    await expect(volunteer.getByText(`您现在是“${name}”的队长了`).first()).toBeVisible();
    await volunteer.goto('/me');
    await volunteer.locator('main a[href^="/team/"]', { hasText: name }).click();
    await volunteer.locator('summary', { hasText: '我自己' }).click();
    await volunteer.getByRole('button', { name: '不当队长了' }).click();
    await expect(volunteer.getByText('这支队伍现在没有队长').first()).toBeVisible();
    if (javaScriptEnabled) {
      await hydrated(volunteer);
      await expectAccessible(volunteer);
    }
    await desk.goto('/me/inbox');
    await expect(desk.getByText(`“${name}”的队长不再当队长了`).first()).toBeVisible();
  });
}
