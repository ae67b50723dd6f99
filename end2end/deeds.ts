// What people do, as they do it on the pages. Each works the same with and without JavaScript.

import { expect, type County } from './county';
import type { Page } from '@playwright/test';

/** Signs in with the code that is sent to a phone; nobody else may ask for one to it within the minute. */
export async function signsIn(page: Page, county: County, phone: string): Promise<void> {
  await page.goto('/login?next=/me');
  await page.locator('#phone').fill(phone);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.locator('#code').fill(await county.code(phone));
  await page.getByRole('main').getByRole('button', { name: '登录' }).click();
  await expect(page).toHaveURL(/\/me$/);
}

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
  // In the one county of all these walks they may be asked for elsewhere at the same time.
  await page.getByRole('checkbox', { name: '照样安排' }).check();
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

/** A small picture. */
export const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABgAAAAYCAIAAABvFaqvAAAEGUlEQVR42g3MoQ5GUACA0VuJptkkQVEEyaaZSL2VaJrtS4KiCJJNM5F6K9E0myx7jv8/D3CEEOgCU2ALXIEvCAWxIBVIQSGoBAhaQS8YBbNgFSjBIbgEj+AVfAIhNHQNU8PWcDV8jVAj1kg1pEahUWmg0Wr0GqPGrLFqKI1D49J4NF6NT/tHBrqBaWAbuAa+QWgQG6QG0qAwqAwwaA16g9FgNlgNlMFhcBk8Bq/BZ/wjC93CtLAtXAvfIrSILVILaVFYVBZYtBa9xWgxW6wWyuKwuCwei9fis/6Rg+5gOtgOroPvEDrEDqmDdCgcKgccWofeYXSYHVYH5XA4XA6Pw+vwOf/IQ/cwPWwP18P3CD1ij9RDehQelQcerUfvMXrMHquH8jg8Lo/H4/X4vH8UoAeYAXaAG+AHhAFxQBogA4qAKoCANqAPGAPmgDVABRwBV8AT8AZ8wT+K0CPMCDvCjfAjwog4Io2QEUVEFUFEG9FHjBFzxBqhIo6IK+KJeCO+6B8l6Almgp3gJvgJYUKckCbIhCKhSiChTegTxoQ5YU1QCUfClfAkvAlf8o8y9Awzw85wM/yMMCPOSDNkRpFRZZDRZvQZY8acsWaojCPjyngy3owv+0cSXWJKbIkr8SWhJJakEikpJJUESSvpJaNklqwSJTkkl+SRvJJP/qMcPcfMsXPcHD8nzIlz0hyZU+RUOeS0OX3OmDPnrDkq58i5cp6cN+fL/1GJXmKW2CVuiV8SlsQlaYksKUqqEkrakr5kLJlL1hJVcpRcJU/JW/KV/6hGrzFr7Bq3xq8Ja+KatEbWFDVVDTVtTV8z1sw1a42qOWqumqfmrfnqf9SgN5gNdoPb4DeEDXFD2iAbioaqgYa2oW8YG+aGtUE1HA1Xw9PwNnzNP+rQO8wOu8Pt8DvCjrgj7ZAdRUfVQUfb0XeMHXPH2qE6jo6r4+l4O77uHw3oA+aAPeAO+APhQDyQDsiBYqAaYKAd6AfGgXlgHVADx8A18Ay8A9/wjyb0CXPCnnAn/IlwIp5IJ+REMVFNMNFO9BPjxDyxTqiJY+KaeCbeiW/6Rwv6grlgL7gL/kK4EC+kC3KhWKgWWGgX+oVxYV5YF9TCsXAtPAvvwrf8ow19w9ywN9wNfyPciDfSDblRbFQbbLQb/ca4MW+sG2rj2Lg2no1349v+kUJXmApb4Sp8RaiIFalCKgpFpUDRKnrFqJgVq0IpDsWleBSv4lP/aEffMXfsHXfH3wl34p10R+4UO9UOO+1OvzPuzDvrjto5dq6dZ+fd+fZ/dKKfmCf2iXvin4Qn8Ul6Ik+Kk+qEk/akPxlP5pP1RJ0cJ9fJc/KefOc/utFvzBv7xr3xb8Kb+Ca9kTfFTXXDTXvT34w38816o26Om+vmuXlvvpsfX6v5v/TZ33IAAAAASUVORK5CYII=',
  'base64',
);

/** Confirms who was there, and reports with a picture. */
export async function confirmsAndReports(page: Page): Promise<void> {
  await page.reload();
  const confirm = page.getByRole('button', { name: /^确认/ });
  await confirm.click();
  // What was confirmed comes back with the whole page.
  await expect(confirm).toHaveCount(0);
  await page.locator('textarea[name=report]').fill('陪老人说了话，老人很高兴。');
  await page.locator('input[type=file]').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: PHOTO });
  // With a program it is sent at once, and shown.
  if (await page.locator('body[data-hydrated]').count()) await expect(page.locator('.picture-row img').first()).toBeVisible();
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
