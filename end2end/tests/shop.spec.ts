// The points shop: a volunteer redeems, a keeper hands out, and what is not wanted goes back.

import { PHONE, expect, expectAccessible, hydrated, test, type County } from '../county';
import type { Page } from '@playwright/test';
import { writeFileSync } from 'node:fs';

async function pointsOf(page: Page): Promise<number> {
  await page.goto('/rewards');
  return Number(/您现在有\s*(\d+)分/.exec((await page.locator('main').textContent())!)![1]);
}

async function redeems(page: Page, reward: string): Promise<string> {
  await page.goto(`/rewards?q=${encodeURIComponent(reward)}`);
  await page.locator('a[href^="/rewards/"]').first().click();
  await page.getByRole('button', { name: '确认兑换' }).click();
  await expect(page).toHaveURL(/\/me\/rewards$/);
  const card = page.locator('li', { hasText: reward }).first();
  await expect(card.locator('img.qr')).toHaveJSProperty('complete', true);
  return (await card.locator('.big-number').textContent())!.trim();
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'on a phone' : 'without JavaScript';
  test(`a reward is redeemed and handed out, ${how}`, async ({ county }) => {
    await walk(county, javaScriptEnabled);
  });
}

async function walk(county: County, javaScriptEnabled: boolean): Promise<void> {
  const volunteer = await county.page(PHONE.volunteer, { javaScriptEnabled });
  const keeper = await county.page(PHONE.station, { javaScriptEnabled });
  const looksFine = async (page: Page) => {
    if (!javaScriptEnabled) return;
    await hydrated(page);
    await expectAccessible(page);
  };
  const before = await pointsOf(volunteer);
  await looksFine(volunteer);
  const code = await redeems(volunteer, '洗衣液');
  await looksFine(volunteer);
  expect(await pointsOf(volunteer)).toBe(before - 60);

  await keeper.goto('/me');
  await keeper.locator('main a[href="/shop"]').click();
  await keeper.locator('#code').fill('22222222');
  await keeper.getByRole('button', { name: '查一查' }).click();
  await expect(keeper.getByText('没有这个取货码')).toBeVisible();
  await looksFine(keeper);
  await keeper.locator('#code').fill(code.toLowerCase());
  await keeper.getByRole('button', { name: '查一查' }).click();
  await expect(keeper.getByText('陈倩')).toHaveCount(0);
  await keeper.getByRole('button', { name: '确认发放' }).click();
  await expect(keeper.getByText(/已经发放/)).toBeVisible();
  await volunteer.goto('/me/rewards');
  await expect(volunteer.locator('li', { hasText: '洗衣液' }).first().getByText('已领取')).toBeVisible();

  await redeems(volunteer, '抽纸一提');
  await volunteer.locator('li', { hasText: '抽纸一提' }).first().getByRole('button', { name: /不要了/ }).click();
  await expect(volunteer.locator('li', { hasText: '抽纸一提' }).first().getByText('已取消')).toBeVisible();
  expect(await pointsOf(volunteer)).toBe(before - 60);
}

for (const [javaScriptEnabled, price] of [[true, 55], [false, 45]] as const) {
  const how = javaScriptEnabled ? 'on a phone' : 'without JavaScript';
  test(`a price that has changed is shown before anybody pays it, ${how}`, async ({ county }) => {
    const reward = '诏安青梅蜜饯';
    const volunteer = await county.page(PHONE.volunteer, { javaScriptEnabled });
    await volunteer.goto(`/rewards?q=${encodeURIComponent(reward)}`);
    await volunteer.locator('a[href^="/rewards/"]').first().click();
    const redeem = volunteer.getByRole('button', { name: '确认兑换' });
    await expect(redeem).toBeVisible();
    if (javaScriptEnabled) await hydrated(volunteer);

    const admin = await county.page(PHONE.admin);
    await admin.goto('/desk/rewards');
    const row = admin.locator('a.row-link', { hasText: reward });
    await admin.goto((await row.getAttribute('href'))!);
    await hydrated(admin);
    await admin.locator('input[name=price]').fill(String(price));
    await admin.getByRole('button', { name: '保存', exact: true }).click();
    await expect(row).toContainText(`${price}分`);

    await redeem.click();
    await expect(volunteer.getByText('价格刚刚变了').first()).toBeVisible();
    await expect(volunteer.locator('p.big-number')).toHaveText(`${price}分`);
    if (javaScriptEnabled) await expectAccessible(volunteer);
    await redeem.click();
    await expect(volunteer).toHaveURL(/\/me\/rewards$/);
    const card = volunteer.locator('li', { hasText: reward }).first();
    await expect(card.getByText(`${price}分`)).toBeVisible();
    await card.getByRole('button', { name: /不要了/ }).click();
    await expect(card.getByText('已取消')).toBeVisible();
  });
}

test('an administrator adds a reward, and the keeper enters what came in', async ({ county }) => {
  const admin = await county.page(PHONE.admin, { viewport: { width: 1280, height: 800 } });
  await admin.goto('/desk/rewards');
  await hydrated(admin);
  await expectAccessible(admin);
  await admin.locator('summary', { hasText: '加一种礼品' }).click();
  await admin.locator('input[name=title]').fill('儿童绘本');
  await admin.locator('textarea[name=summary]').fill('县图书馆捐赠的绘本一册。');
  await admin.getByRole('button', { name: '保存', exact: true }).click();
  await expect(admin.locator('#price-error')).toBeVisible();
  await admin.locator('input[name=price]').fill('25');
  await admin.getByRole('button', { name: '保存', exact: true }).click();
  await expect(admin.locator('a.row-link', { hasText: '儿童绘本' })).toBeVisible();

  const keeper = await county.page(PHONE.station);
  await keeper.goto('/shop');
  await hydrated(keeper);
  await keeper.locator('summary', { hasText: '登记进货或盘点' }).click();
  await keeper.locator('select[name=reward]').selectOption({ label: '儿童绘本' });
  await keeper.locator('input[name=change]').fill('5');
  await keeper.locator('input[name=low]').fill('很少');
  await keeper.getByRole('button', { name: '登记进货或盘点' }).click();
  await expect(keeper.locator('.field-error')).toBeVisible();
  await keeper.locator('input[name=low]').fill('3');
  await keeper.getByRole('button', { name: '登记进货或盘点' }).click();
  const row = keeper.locator('tr', { hasText: '儿童绘本' });
  await expect(row.getByRole('cell').first()).toHaveText('5');
  await expect(row.getByRole('cell').last()).toHaveText('3');
  const visitor = await county.page(null);
  await visitor.goto('/rewards?q=绘本');
  await hydrated(visitor);
  await expect(visitor.getByText('还有5份')).toBeVisible();
  await expectAccessible(visitor);
});

/** What a camera sees that is held in front of a picture: a film of grey frames, as Chromium's fake camera plays it. */
async function filmOf(page: Page, picture: string, file: string): Promise<void> {
  const [width, height] = [640, 480];
  const grey = await page.evaluate(
    async ([picture, width, height]) => {
      const image = new Image();
      image.src = picture;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const pen = canvas.getContext('2d')!;
      pen.fillStyle = 'white';
      pen.fillRect(0, 0, width, height);
      pen.drawImage(image, (width - 360) / 2, (height - 360) / 2, 360, 360);
      const { data } = pen.getImageData(0, 0, width, height);
      return Array.from({ length: width * height }, (_, at) => data[at * 4]!);
    },
    [picture, width, height] as const,
  );
  const frame = Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(grey), Buffer.alloc((width * height) / 2, 128)]);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(file, Buffer.concat([head, frame, frame]));
}

test('a keeper scans the code with the camera', async ({ county, browser }, info) => {
  const volunteer = await county.page(PHONE.leader);
  const code = await redeems(volunteer, '理发券一张');
  const film = info.outputPath('qr.y4m');
  await filmOf(volunteer, (await volunteer.locator('img.qr').first().getAttribute('src'))!, film);
  const options = info.project.use.launchOptions!;
  const camera = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`];
  const phone = await browser.browserType().launch({ ...options, args: [...options.args!, ...camera] });
  const keeper = await county.page(PHONE.station, {}, phone);
  await keeper.goto('/shop');
  await hydrated(keeper);
  await keeper.getByRole('button', { name: '用摄像头扫码' }).click();
  await expect(keeper).toHaveURL(new RegExp(`code=${code.replace('-', '')}`));
  await keeper.getByRole('button', { name: '确认发放' }).click();
  await expect(keeper.getByText(/已经发放/)).toBeVisible();
  await phone.close();
});

test('what nobody picked up in time has gone back', async ({ county }) => {
  const volunteer = await county.page(PHONE.volunteer);
  // Redeemed eight days before the county was opened; its clock has seen it since.
  await volunteer.goto('/me/rewards');
  await expect(volunteer.locator('li', { hasText: '雨伞' }).getByText('已过期退回')).toBeVisible();
  await volunteer.goto('/me/points');
  await expect(volunteer.locator('li', { hasText: '雨伞' }).filter({ hasText: '+90分' })).toBeVisible();
  await volunteer.goto('/me/inbox');
  await expect(volunteer.getByText(/雨伞.*没有按时来取/)).toBeVisible();
});

test('a shop has a budget and settles its month', async ({ county }) => {
  const admin = await county.page(PHONE.admin, { viewport: { width: 1280, height: 800 } });
  await admin.goto('/desk/rewards');
  await hydrated(admin);
  const shop = admin.locator('li', { hasText: '南诏镇积分超市' });
  await shop.locator('input[name=budget]').fill('很多');
  await shop.getByRole('button', { name: '保存预算' }).click();
  await expect(shop.locator('.field-error')).toBeVisible();
  await shop.locator('input[name=budget]').fill('5000');
  await shop.getByRole('button', { name: '保存预算' }).click();
  await expect(shop.getByText(/预算5,?000分/)).toBeVisible();

  const keeper = await county.page(PHONE.station);
  await keeper.goto('/shop');
  await hydrated(keeper);
  await expectAccessible(keeper);
  const downloading = keeper.waitForEvent('download');
  await keeper.getByRole('button', { name: '下载结算表' }).click();
  const file = await (await downloading).createReadStream();
  const table = Buffer.concat(await file.toArray()).toString('utf8');
  expect(table).toContain('城内社区积分超市');
  expect(table).toContain('总计');
});

test('a form that came back refused is done with once it is corrected', async ({ county }) => {
  const admin = await county.page(PHONE.admin, { viewport: { width: 1280, height: 800 } });
  await admin.goto('/desk/rewards');
  const shop = admin.locator('li', { hasText: '南诏镇积分超市' });
  await shop.locator('input[name=budget]').fill('很多');
  // Sent by the browser itself, as before the page's program is there.
  await shop.locator('form').evaluate((form: HTMLFormElement) => form.submit());
  await expect(shop.locator('.field-error')).toBeVisible();
  await expect(shop.locator('.form-errors')).toBeFocused();
  await hydrated(admin);
  await shop.locator('input[name=budget]').fill('4000');
  await shop.getByRole('button', { name: '保存预算' }).click();
  await expect(shop.getByText(/预算4,?000分/)).toBeVisible();
  await expect(shop.locator('.form-errors, .field-error')).toHaveCount(0);
  await expect(shop.locator('input[name=budget]')).toHaveValue('4000');
});
