// What people do, as they do it on the pages. Each works the same with and without JavaScript.

import { expect, type County } from './county';
import type { Page } from '@playwright/test';

/** Orders a service for oneself in 南诏镇 and returns the order's number. */
export async function placesOrder(page: Page, service: string): Promise<string> {
  await page.goto(`/services?q=${encodeURIComponent(service)}`);
  await page.locator('main a[href^="/services/"]').first().click();
  await page.getByRole('link', { name: '我要点单' }).click();
  await fillsOrderForm(page, '中山路 12 号');
  return sendsOrder(page);
}

/** Fills in what every order needs. */
export async function fillsOrderForm(page: Page, address: string): Promise<void> {
  await page.locator('select[name=day1]').selectOption({ index: 5 });
  await page.locator('select[name=town]').selectOption({ label: '南诏镇' });
  await page.locator('select[name=village]').selectOption({ index: 1 });
  await page.locator('input[name=name]').fill('沈毅斌');
  await page.locator('input[name=address]').fill(address);
}

/** Sends the form, and reads the number out. */
export async function sendsOrder(page: Page): Promise<string> {
  await page.getByRole('button', { name: '提交点单' }).click();
  await expect(page).toHaveURL(/\/orders\/\d{10}\?placed=1/);
  await expect(page.getByText('点好了！')).toBeVisible();
  return /orders\/(\d{10})/.exec(page.url())![1]!;
}

/** Opens an order at the desk and offers it to somebody. */
export async function offers(page: Page, no: string, to: RegExp): Promise<void> {
  await page.goto(`/desk/orders/${no}`);
  await chooses(page, to);
  await page.getByRole('button', { name: '派单', exact: true }).click();
  await expect(page.getByText('已经派给').first()).toBeVisible();
}

/** Chooses whom to offer an order to, who may be folded away. */
export async function chooses(page: Page, to: RegExp): Promise<void> {
  const choice = page.locator('label', { hasText: to }).first();
  // From the outside in.
  while (!(await choice.isVisible())) await page.locator('details:not([open])', { has: choice }).first().locator('summary').first().click();
  await choice.getByRole('radio').check();
}

/** Opens an order that one's team was offered, by way of 我的 and the team's page. */
export async function opensInTeam(page: Page, no: string): Promise<void> {
  await page.goto('/me');
  await page.locator('main a[href^="/team/"]').first().click();
  await page.locator(`a[href$="/orders/${no}"]`).first().click();
}

/** Accepts, and sends somebody right away. */
export async function acceptsAndSends(page: Page, county: County, no: string, who: RegExp): Promise<void> {
  await opensInTeam(page, no);
  await page.getByRole('button', { name: '接单', exact: true }).click();
  await page.locator('input[name=from]').fill(county.clock());
  await page.getByRole('checkbox', { name: who }).check();
  await page.getByRole('button', { name: '定下来，通知大家' }).click();
  await expect(page.getByText(/约好.+上门/).first()).toBeVisible();
}

/** Comes and leaves. */
export async function serves(page: Page, no: string): Promise<void> {
  await page.goto('/me/shifts');
  const shift = page.locator('li', { has: page.locator(`a[href^="/orders/${no}"]`) });
  await shift.getByRole('button', { name: '签到' }).click();
  await shift.getByRole('button', { name: '签退' }).click();
  await expect(shift.getByRole('button')).toHaveCount(0);
}

/** Confirms who was there, and reports. */
export async function confirmsAndReports(page: Page): Promise<void> {
  await page.reload();
  await page.getByRole('button', { name: /^确认/ }).click();
  await page.locator('textarea[name=report]').fill('陪老人说了话，老人很高兴。');
  await page.getByRole('button', { name: '完成服务' }).click();
  await expect(page.getByText('服务已经完成').first()).toBeVisible();
}

/** Rates with five stars. */
export async function rates(page: Page, no: string): Promise<void> {
  await page.goto(`/orders/${no}`);
  await page.getByRole('radio', { name: '很满意', exact: true }).check();
  await page.getByRole('button', { name: '提交评价' }).click();
  await expect(page.getByText('已评价').first()).toBeVisible();
}

/** Fills in the one text of a form that may be folded away, and sends it. */
export async function says(page: Page, heading: string, words: string, button: string): Promise<void> {
  const fold = page.locator('details:not([open])', { has: page.locator('summary', { hasText: heading }) }).last();
  if (await fold.count()) await fold.locator('summary').first().click();
  const form = page.locator('form', { has: page.getByRole('button', { name: button, exact: true }) }).last();
  await form.locator('textarea, input[name=reason]').last().fill(words);
  await form.getByRole('button', { name: button, exact: true }).click();
}
