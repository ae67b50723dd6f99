// Elder mode (长辈版), and letters as large as a browser makes them.

import type { Locator, Page } from '@playwright/test';
import { PHONE, expect, expectAccessible, expectNoWider, hydrated, test, type County } from '../county';
import * as deeds from '../deeds';
import { PAGES, opens } from '../pages';

const PHONE_SCREEN = { width: 360, height: 740 };
const OF_PEOPLE = PAGES.filter(([who]) => who === null || who === 'resident' || who === 'volunteer');

/** Somebody's phone that shows elder mode. */
async function elderly(county: County, phone: string | null, options = {}): Promise<Page> {
  const page = await county.page(phone, { viewport: PHONE_SCREEN, ...options });
  await page.context().addCookies([{ name: 'elder', value: 'on', url: county.url }]);
  return page;
}

/** What is to be touched and is lower than 60 px. Links within a sentence are as high as the sentence. */
async function tooLow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const touched = document.querySelectorAll<HTMLElement>('a, button, select, textarea, summary, input:not([type=hidden]), label:has(input)');
    const low = [...touched].filter((element) => {
      const box = element.getBoundingClientRect();
      const seen = element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && box.height > 1 && !element.closest('.skip-link, .sr-only');
      const inSentence = getComputedStyle(element).display === 'inline';
      const inLabel = element.matches('input') && element.closest('label') !== null;
      return seen && !inSentence && !inLabel && box.height < 59.5;
    });
    return low.map((element) => `${element.outerHTML.slice(0, 120)} ${element.getBoundingClientRect().height}`);
  });
}

/** Texts of which hardly a character stands in each line, for want of room. */
async function squeezed(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (texts.nextNode()) {
      const text = texts.currentNode as Text;
      const letters = text.data.trim().length;
      if (letters < 6 || !text.parentElement!.checkVisibility() || text.parentElement!.closest('.sr-only, select')) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const lines = new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size;
      if (letters / lines < 3) found.push(text.data);
    }
    return found;
  });
}

for (const [at, [who, pages]] of OF_PEOPLE.entries()) {
  test(`elder mode is large and whole on pages of ${who ?? 'a visitor'} (${at + 1})`, async ({ county }, info) => {
    const page = await elderly(county, who && PHONE[who]);
    for (const where of pages) {
      const path = await opens(page, where);
      await hydrated(page);
      await expect(page.locator('html')).toHaveClass('elder');
      await expect(page.locator('body')).toHaveCSS('font-size', '20px');
      expect(await tooLow(page), path).toEqual([]);
      await expectNoWider(page, path);
      expect(await squeezed(page), path).toEqual([]);
      await expectAccessible(page);
      // To be looked at, where a change makes somebody wonder.
      await page.screenshot({ path: info.outputPath(`${path.replaceAll(/[^\w]+/g, '-')}.png`), fullPage: true });
    }
  });

  for (const elder of [false, true]) {
    test(`larger letters leave nothing out on pages of ${who ?? 'a visitor'} (${at + 1}${elder ? ', elder mode' : ''})`, async ({ county }) => {
      const page = elder ? await elderly(county, who && PHONE[who]) : await county.page(who && PHONE[who]);
      for (const where of pages) {
        const path = await opens(page, where);
        await hydrated(page);
        // A phone of 320 px at 200 %.
        await page.setViewportSize({ width: 160, height: 320 });
        await expectNoWider(page, `${path} at 200 %`);
        // WeChat's largest letters: everything that is measured in them grows, and the screen does not.
        await page.setViewportSize({ width: 320, height: 640 });
        await page.evaluate((size) => document.documentElement.style.setProperty('font-size', size), elder ? '200%' : '160%');
        await expectNoWider(page, `${path} with letters of 160 %`);
      }
    });
  }
}

test('elder mode is turned on at home, and known to the account on every device', async ({ county }) => {
  const resident = await county.page(PHONE.resident, { viewport: PHONE_SCREEN });
  await resident.goto('/');
  await resident.getByRole('button', { name: /长辈版/ }).click();
  await expect(resident.locator('html')).toHaveClass('elder');
  await expect(resident.getByRole('link', { name: /打电话/ })).toHaveAttribute('href', /^tel:0596-/);

  // The first byte is right: no program has a say in it.
  const other = await county.page(PHONE.resident, { javaScriptEnabled: false });
  await other.goto('/me');
  await expect(other.locator('html')).toHaveClass('elder');
  await other.getByRole('button', { name: '回到标准版' }).click();
  await expect(other).toHaveURL('/me');
  await expect(other.locator('html')).not.toHaveClass('elder');
});

for (const javaScriptEnabled of [true, false]) {
  test(`an order is placed one question at a time, ${javaScriptEnabled ? 'with the program' : 'without JavaScript'}`, async ({ county }) => {
    const page = await elderly(county, PHONE.resident, { javaScriptEnabled });
    await page.goto('/order/new?item=1');
    if (javaScriptEnabled) await hydrated(page);
    const question = (name: string) => page.locator('section.question', { has: page.getByRole('heading', { name }) });
    const next = () => page.getByRole('link', { name: '下一步' }).click();
    await expect(question('谁需要帮忙')).toBeVisible();
    await expect(question('什么时候')).toBeHidden();
    await expect(page.getByRole('button', { name: '提交点单' })).toBeHidden();
    await page.locator('input[name=name]').fill('沈毅斌');
    await next();
    await expect(question('什么时候')).toBeVisible();
    await expect(question('谁需要帮忙')).toBeHidden();
    await expect(page).toHaveURL(/#when$/);
    await page.locator('select[name=day1]').selectOption({ index: 5 });
    await next();
    await page.goBack();
    await expect(page.locator('select[name=day1]')).not.toHaveValue('');
    await next();
    await page.locator('select[name=town]').selectOption({ label: '南诏镇' });
    await page.locator('select[name=village]').selectOption({ index: 1 });
    await page.locator('input[name=address]').fill('东');
    await next();
    await page.getByRole('button', { name: '提交点单' }).click();
    // What is wrong is in sight, and nothing else.
    await expect(page.locator('.field-error')).toBeVisible();
    await expect(question('什么时候')).toBeHidden();
    await page.locator('input[name=address]').fill('东门街 3 号');
    await page.getByRole('button', { name: '提交点单' }).click();
    await expect(page).toHaveURL(/\/orders\/\d{10}\?placed=1/);
  });
}

test('somebody who was served orders again in three taps', async ({ county }) => {
  const resident = await county.page(PHONE.resident, { viewport: PHONE_SCREEN });
  await resident.goto('/');
  const taps = [
    resident.getByRole('link', { name: /像上次一样点/ }),
    resident.getByRole('button', { name: '就这样，提交' }),
  ];
  for (const tap of taps) await tap.click();
  await expect(resident).toHaveURL(/\/orders\/\d{10}\?placed=1/);
  expect(taps.length).toBeLessThanOrEqual(3);
});

test('an order for somebody else takes six taps from the menu, and both follow it', async ({ county }) => {
  const neighbour = await county.page(PHONE.volunteer, { viewport: PHONE_SCREEN });
  await neighbour.goto('/services');
  let taps = 0;
  const tap = async (what: Locator) => {
    taps += 1;
    await what.click();
  };
  await tap(neighbour.locator('main a[href^="/services/"]').first());
  await tap(neighbour.getByRole('link', { name: '我要点单' }));
  await tap(neighbour.getByRole('checkbox', { name: /替别人点/ }));
  await tap(neighbour.locator('label', { has: neighbour.locator('input[name=consent]') }).first());
  await deeds.fillsOrderForm(neighbour, '东门街 5 号');
  await neighbour.locator('input[name=name]').fill('林阿公');
  await neighbour.locator('input[name=phone]').fill('13887654329');
  await tap(neighbour.getByRole('button', { name: '提交点单' }));
  await expect(neighbour).toHaveURL(/\/orders\/\d{10}\?placed=1/);
  expect(taps).toBeLessThanOrEqual(6);

  let link = '';
  await expect
    .poll(async () => (link = /http\S+key=\w+/.exec((await county.messages('13887654329')).join(' '))?.[0] ?? ''))
    .toBeTruthy();
  const elder = await elderly(county, null);
  await elder.goto(link);
  await expect(elder.locator('html')).toHaveClass('elder');
  await expect(elder.getByText('林阿公').first()).toBeVisible();
});
