// Service certificates: asked for, issued by somebody else, verified by a stranger with and without a network, revoked.

import { PHONE, expect, expectAccessible, hydrated, test, type County } from '../county';
import type { Browser, Page } from '@playwright/test';
import { pathToFileURL } from 'node:url';

const GENUINE = '这张证明是真的，现在有效';
const REVOKED = '这张证明已经吊销，不再有效';
const FORGED = '这张证明与签名不符，请不要采信';

/** A page that was downloaded now, opened from the disk by a browser without a network. */
async function offlinePage(county: County, browser: Browser, folder: string): Promise<Page> {
  const online = await county.page(null);
  await online.goto('/verify');
  const downloading = online.waitForEvent('download');
  await online.getByRole('link', { name: '下载离线查验页' }).click();
  const file = `${folder}/verify-${Date.now()}.html`;
  await (await downloading).saveAs(file);
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href);
  return page;
}

/** Pastes the content of a QR, and says what the page says to it. */
async function verifies(page: Page, content: string): Promise<string> {
  await page.locator('#content').fill('');
  await page.getByRole('button', { name: '核对签名' }).click();
  await expect(page.locator('#found.unreadable h2')).toBeVisible();
  await page.locator('#content').fill(content);
  await page.getByRole('button', { name: '核对签名' }).click();
  await expect(page.locator('#found:not(.unreadable) h2')).toBeVisible();
  return (await page.locator('#found h2').textContent())!;
}

/** The same content with one letter of the text changed: hours that nobody served. */
function forged(content: string): string {
  const [address, payload] = content.split('#') as [string, string];
  const bytes = Buffer.from(payload, 'base64url');
  const at = bytes.indexOf('minutes=') + 'minutes='.length;
  bytes[at] = bytes[at] === 0x39 ? 0x38 : 0x39;
  return `${address}#${bytes.toString('base64url')}`;
}

/** Asks for a certificate of days that nobody has asked for yet, has it issued, and returns its number. */
async function issued(county: County, back: number, options = {}): Promise<{ no: string; volunteer: Page; station: Page }> {
  const volunteer = await county.page(PHONE.volunteer, options);
  await volunteer.goto('/me');
  await volunteer.locator('main a[href="/me/certificates"]').click();
  const from = new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
  await volunteer.locator('input[name=from]').fill(from);
  await volunteer.locator('textarea[name=purpose]').fill(`奖学金申请${back}`);
  await volunteer.getByRole('button', { name: '提交申请' }).click();
  const [year, month, day] = from.split('-').map(Number);
  const request = volunteer.locator('main li.notice-card', { hasText: `${year}年${month}月${day}日` });
  await expect(request).toContainText('等待开具');

  const station = await county.page(PHONE.station, options);
  await station.goto('/desk/certificates');
  const card = station.locator('li.notice-card', { hasText: `奖学金申请${back}` });
  await card.getByRole('button', { name: /核对无误，开具证明/ }).click();
  await expect(station).toHaveURL(/\/desk\/certificates\/[0-9A-Z]{12}$/);
  return { no: /certificates\/([0-9A-Z]{12})/.exec(station.url())![1]!, volunteer, station };
}

test('a certificate is issued, verified online and offline, and revoked', async ({ county, browser }, info) => {
  const { no, volunteer, station } = await issued(county, 333);
  await expectAccessible(station);

  await volunteer.goto(`/me/certificates/${no}`);
  await hydrated(volunteer);
  await expectAccessible(volunteer);
  await expect(volunteer.locator('.certificate')).toContainText('陈倩');
  await expect(volunteer.locator('.certificate')).toContainText('本平台出具，可验真');
  await expect(volunteer.locator('.certificate-qr')).toHaveJSProperty('complete', true);
  expect(await volunteer.locator('.certificate-qr').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  await volunteer.emulateMedia({ media: 'print' });
  await expect(volunteer.locator('.topbar')).toBeHidden();
  await expect(volunteer.locator('.no-print').first()).toBeHidden();
  await volunteer.emulateMedia({ media: null });
  const printed = (await volunteer.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(printed.match(/\/Type \/Page\b/g), 'it is one sheet of paper').toHaveLength(1);
  const content = (await volunteer.locator('.certificate-content').textContent())!.trim();

  const stranger = await county.page(null);
  await stranger.goto('/');
  await stranger.locator('main a[href="/verify"]').click();
  await stranger.locator('#no').fill('2601J8JW6GTZ');
  await stranger.getByRole('button', { name: '查一查' }).click();
  await expect(stranger.getByRole('heading', { level: 1 })).toContainText('没有查到这个编号的证明');
  await expect(stranger.getByText('查的是2601J8JW6GTZ')).toBeVisible();
  const missing = await stranger.goto('/verify/2601J8JW6GTZ');
  expect(missing!.status()).toBe(404);
  await stranger.locator('#no').fill(no.toLowerCase());
  await stranger.getByRole('button', { name: '查一查' }).click();
  await expect(stranger.getByRole('heading', { level: 1 })).toContainText(GENUINE);
  await expect(stranger.locator('main')).toContainText('陈*');
  await expect(stranger.getByText('陈倩')).toHaveCount(0);
  await hydrated(stranger);
  await expectAccessible(stranger);

  const offline = await offlinePage(county, browser, info.outputDir);
  expect(await verifies(offline, content)).toBe(GENUINE);
  await expect(offline.locator('#found')).toContainText('陈*');
  expect(await verifies(offline, forged(content))).toBe(FORGED);
  await expect(offline.locator('#age')).toContainText('就是今天的');
  await offline.goto(`${offline.url().split('#')[0]}#${content.split('#')[1]}`);
  await expect(offline.locator('#found h2')).toHaveText(GENUINE);
  await expectAccessible(offline);

  await station.locator('summary', { hasText: '吊销这张证明' }).click();
  await station.locator('textarea[name=reason]').fill('核对时发现期间有误');
  await station.getByRole('button', { name: '确认吊销' }).click();
  await expect(station.locator('.certificate-stamp')).toContainText('核对时发现期间有误');
  await stranger.goto(`/verify/${no}`);
  await expect(stranger.getByRole('heading', { level: 1 })).toContainText(REVOKED);
  await expect(stranger.getByText('核对时发现期间有误')).toHaveCount(0);
  await volunteer.reload();
  await expect(volunteer.locator('.certificate-stamp')).toContainText('核对时发现期间有误');
  expect(await verifies(offline, content), 'an old list does not know').toBe(GENUINE);
  const fresh = await offlinePage(county, browser, info.outputDir);
  expect(await verifies(fresh, content)).toBe(REVOKED);
  await expect(fresh.locator('#found')).toContainText('吊销日期');
  expect(await fresh.locator('#data').textContent(), 'the list names no certificate').not.toContain(no);
  await expect.poll(() => county.messages(PHONE.volunteer)).toContainEqual(expect.stringContaining('已经吊销'));
});

test('a certificate needs no JavaScript', async ({ county }) => {
  const { no, station, volunteer } = await issued(county, 222, { javaScriptEnabled: false });
  await volunteer.goto('/me/certificates');
  await volunteer.locator('input[name=from]').fill('2020-01-01');
  await volunteer.locator('input[name=to]').fill('2020-01-31');
  await volunteer.getByRole('button', { name: '提交申请' }).click();
  await expect(volunteer.locator('#from-error')).toContainText('没有已入账的服务时长');
  await volunteer.goto(`/verify/${no}`);
  await expect(volunteer.getByRole('heading', { level: 1 })).toContainText(GENUINE);
  await station.locator('summary', { hasText: '吊销这张证明' }).click();
  await station.locator('textarea[name=reason]').fill('本人要求更正');
  await station.getByRole('button', { name: '确认吊销' }).click();
  await volunteer.reload();
  await expect(volunteer.getByRole('heading', { level: 1 })).toContainText(REVOKED);
});

test('a request is sent back with a reason', async ({ county }) => {
  const station = await county.page(PHONE.station, { viewport: { width: 1280, height: 800 } });
  await station.goto('/desk/certificates');
  await hydrated(station);
  await expectAccessible(station);
  const card = station.locator('li.notice-card', { hasText: '县级星级志愿者评定' });
  await card.locator('summary', { hasText: '退回申请' }).click();
  await card.getByRole('button', { name: /退回申请/ }).click();
  await expect(card.locator('.field-error')).toBeVisible();
  await card.locator('textarea').fill('请补充评定通知');
  await card.getByRole('button', { name: /退回申请/ }).click();
  await expect(card).toHaveCount(0);
  const leader = await county.page(PHONE.leader);
  await leader.goto('/me/certificates');
  await expect(leader.locator('main')).toContainText('请补充评定通知');
});
