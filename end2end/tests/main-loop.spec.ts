// The main loop, as its people walk it: from a resident's order to a volunteer's points.

import { PHONE, expect, expectAccessible, hydrated, test, type County } from '../county';
import * as deeds from '../deeds';

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
  const looksFine = async () => {
    // axe is a program of the page.
    if (!javaScriptEnabled) return;
    for (const page of [resident, staff, leader, volunteer]) if (page.url() !== 'about:blank') await expectAccessible(page);
  };

  const no = await deeds.placesOrder(resident, '独居老人陪伴聊天');
  const hears = (phone: string, words: string) =>
    expect.poll(() => county.messages(phone).then((texts) => texts.some((text) => text.includes(words)))).toBe(true);
  await hears(PHONE.resident, no);

  await deeds.offers(staff, no, /蜗牛之家/);
  await hears(PHONE.leader, '独居老人陪伴聊天');
  await deeds.acceptsAndSends(leader, county, no, /陈倩/);
  await looksFine();
  await deeds.serves(volunteer, no);
  await deeds.confirmsAndReports(leader);
  await deeds.rates(resident, no);
  await expect(resident.locator('.picture-row img')).toHaveJSProperty('naturalWidth', 24);
  await looksFine();

  // Hours and points are there: the notice takes no days in this county.
  const entry = () => volunteer.locator('li', { has: volunteer.locator(`a[href*="${no}"]`) });
  await volunteer.goto('/me/hours');
  await expect(entry().getByText('已入账')).toBeVisible();
  await volunteer.goto('/me/points');
  await expect(entry().getByText('+5分')).toBeVisible();
  await volunteer.goto('/me/inbox');
  await expect(volunteer.getByText(/独居老人陪伴聊天/).first()).toBeVisible();
  await looksFine();
}

test('a neighbour orders for somebody, who follows the link in the SMS', async ({ county }) => {
  const neighbour = await county.page(PHONE.resident);
  await neighbour.goto('/order/new?item=1');
  await hydrated(neighbour);
  await neighbour.getByRole('checkbox', { name: /替别人点/ }).check();
  await neighbour.locator('input[name=consent]').first().check();
  await deeds.fillsOrderForm(neighbour, '东门街 3 号');
  await neighbour.locator('input[name=name]').fill('林阿婆');
  await neighbour.locator('input[name=phone]').fill('13887654321');
  await deeds.sendsOrder(neighbour);
  const path = new URL(neighbour.url()).pathname;

  let link = '';
  await expect
    .poll(async () => (link = /http\S+key=\w+/.exec((await county.messages('13887654321')).join(' '))?.[0] ?? ''))
    .toBeTruthy();
  const served = await county.page(null);
  await served.goto(link);
  await expect(served.getByText('林阿婆').first()).toBeVisible();
  await hydrated(served);
  await expectAccessible(served);

  const stranger = await county.page(PHONE.volunteer);
  expect((await stranger.goto(path))?.status()).toBe(404);
  await expect(stranger.getByText('林阿婆')).toHaveCount(0);
});
