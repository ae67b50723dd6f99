// The main loop for whoever has a keyboard and nothing else, and for whoever hears the pages.

import type { Locator, Page } from '@playwright/test';
import { PHONE, expect, expectAccessible, hydrated, test, type County } from '../county';
import { PAGES, opens } from '../pages';

/** Somebody who has no pointer. Wherever they come by, it is seen where they are. */
class Hands {
  constructor(readonly page: Page) {}

  static async of(county: County, phone: string, options = {}): Promise<Hands> {
    return new Hands(await county.page(phone, { hasTouch: false, viewport: { width: 1280, height: 800 }, ...options }));
  }

  async goes(path: string): Promise<void> {
    await this.page.goto(path);
    await hydrated(this.page);
  }

  async reaches(target: Locator): Promise<void> {
    await expect(target).toBeVisible();
    for (let stops = 0; stops < 200; stops += 1) {
      await this.page.keyboard.press('Tab');
      const seen = await this.page.evaluate(focusIsSeen);
      expect(seen, 'it is seen where the keyboard is').toBe('');
      if (await target.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`no way to ${String(target)}`);
  }

  async presses(target: Locator): Promise<void> {
    await this.reaches(target);
    await this.page.keyboard.press('Enter');
  }

  async ticks(target: Locator): Promise<void> {
    await this.reaches(target);
    await this.page.keyboard.press('Space');
  }

  async types(target: Locator, words: string): Promise<void> {
    await this.reaches(target);
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.type(words);
  }

  /** Opens a list and takes the choice at this place. */
  async chooses(target: Locator, place: number): Promise<void> {
    await this.reaches(target);
    await this.page.keyboard.press('ArrowDown');
    const at = () => target.evaluate((list: HTMLSelectElement) => [...list.options].indexOf(document.activeElement as HTMLOptionElement));
    for (let left = await target.locator('option').count(); left > 0 && (await at()) !== place; left -= 1)
      await this.page.keyboard.press((await at()) < place ? 'ArrowDown' : 'ArrowUp');
    await this.page.keyboard.press('Enter');
    expect(await target.evaluate((list: HTMLSelectElement) => list.selectedIndex)).toBe(place);
  }

  /** Goes to a group of choices of which one is taken, and on to this one. */
  async picks(choice: Locator): Promise<void> {
    const name = (await choice.getAttribute('name'))!;
    const one = this.page.locator(`input[type=radio][name="${name}"]`);
    for (let stops = 0; stops < 200; stops += 1) {
      await this.page.keyboard.press('Tab');
      if (await this.page.evaluate((name) => (document.activeElement as HTMLInputElement).name === name, name)) break;
    }
    await this.page.keyboard.press('Space');
    for (let steps = await one.count(); steps > 0 && !(await choice.isChecked()); steps -= 1) await this.page.keyboard.press('ArrowDown');
    await expect(choice).toBeChecked();
  }
}

/** What has the keyboard without being marked, which is empty if it is marked, or around it. */
function focusIsSeen(): string {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return '';
  for (let element: Element | null = focused, up = 0; element && up < 5; element = element.parentElement, up += 1) {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    if (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) return '';
  }
  return focused.outerHTML.slice(0, 200);
}

test('an order becomes points by keyboard alone', async ({ county }) => {
  test.setTimeout(120_000);
  const resident = await Hands.of(county, PHONE.resident);
  const staff = await Hands.of(county, PHONE.institute);
  const leader = await Hands.of(county, PHONE.leader);
  const volunteer = await Hands.of(county, PHONE.volunteer);

  // From the home page, past the bar, to what is looked for.
  let { page } = resident;
  await resident.goes('/');
  await resident.presses(page.getByRole('link', { name: '跳到正文' }));
  await resident.types(page.getByRole('searchbox'), '独居老人陪伴聊天');
  await page.keyboard.press('Enter');
  await resident.presses(page.locator('main a[href^="/services/"]').first());
  await expect(page).toHaveURL(/\/services\/\d+/);
  await resident.presses(page.getByRole('link', { name: '我要点单' }));
  await expect(page).toHaveURL(/\/order\/new/);
  await resident.presses(page.getByRole('button', { name: '提交点单' }));
  // What is wrong has the keyboard, and says so.
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator(':focus')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator(':focus')).toHaveAccessibleDescription(/请/);
  await page.reload();
  await hydrated(page);
  await resident.chooses(page.locator('select[name=day1]'), 5);
  const towns = await page.locator('select[name=town] option').allTextContents();
  await resident.chooses(page.locator('select[name=town]'), towns.findIndex((town) => town.includes('南诏镇')));
  await resident.chooses(page.locator('select[name=village]'), 1);
  await resident.types(page.locator('input[name=name]'), '沈毅斌');
  await resident.types(page.locator('input[name=address]'), '中山路 12 号');
  await resident.presses(page.getByRole('button', { name: '提交点单' }));
  await expect(page).toHaveURL(/\/orders\/\d{10}\?placed=1/);
  const no = /orders\/(\d{10})/.exec(page.url())![1]!;

  page = staff.page;
  await staff.goes(`/desk/orders/${no}`);
  const team = page.locator('label', { hasText: /蜗牛之家/ }).first();
  while (!(await team.isVisible())) await staff.presses(page.locator('details:not([open])', { has: team }).first().locator('summary').first());
  await staff.picks(team.getByRole('radio'));
  await staff.presses(page.getByRole('button', { name: '派单', exact: true }));
  await expect(page.getByText('已经派给').first()).toBeVisible();

  page = leader.page;
  await leader.goes('/me');
  await leader.presses(page.locator('main a[href^="/team/"]').first());
  await leader.presses(page.locator(`a[href$="/orders/${no}"]`).first());
  await leader.presses(page.getByRole('button', { name: '接单', exact: true }));
  await expect(page.locator('input[name=from]')).toBeVisible();
  await leader.ticks(page.getByRole('checkbox', { name: /陈倩/ }));
  await leader.ticks(page.getByRole('checkbox', { name: '照样安排' }));
  // In which order its parts are typed is the browser's business.
  await leader.reaches(page.locator('input[name=from]'));
  await page.locator('input[name=from]').fill(county.clock());
  await leader.presses(page.getByRole('button', { name: '定下来，通知大家' }));
  await expect(page.getByText(/约好.+上门/).first()).toBeVisible();

  await volunteer.goes('/me/shifts');
  const shift = volunteer.page.locator('li', { has: volunteer.page.locator(`a[href^="/orders/${no}"]`) });
  await volunteer.presses(shift.getByRole('button', { name: '签到' }));
  await expect(shift.getByRole('button', { name: '签退' })).toBeVisible();
  await volunteer.presses(shift.getByRole('button', { name: '签退' }));
  await expect(shift.getByRole('button')).toHaveCount(0);

  await page.reload();
  await hydrated(page);
  await leader.presses(page.getByRole('button', { name: /^确认/ }));
  await expect(page.getByRole('button', { name: /^确认/ })).toHaveCount(0);
  await leader.types(page.locator('textarea[name=report]'), '陪老人说了话，老人很高兴。');
  await leader.presses(page.getByRole('button', { name: '完成服务' }));
  await expect(page.getByText('服务已经完成').first()).toBeVisible();

  page = resident.page;
  await resident.goes(`/orders/${no}`);
  await resident.picks(page.getByRole('radio', { name: '很满意', exact: true }));
  await resident.presses(page.getByRole('button', { name: '提交评价' }));
  await expect(page.getByText('已评价').first()).toBeVisible();
});

test('who hears the pages of an order is told where they are', async ({ county }) => {
  const page = await county.page(PHONE.resident);
  await page.goto('/');
  await hydrated(page);
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - link "跳到正文"
    - banner:
      - link "诏安点单"
      - link "查找服务"
    - main:
      - heading /您好/ [level=1]
      - search:
        - text: /需要帮忙吗/
        - searchbox /需要帮忙吗/
        - button "找服务"
    - navigation "主要入口":
      - link "首页"
      - link "点单"
      - link "公示"
      - link "积分"
      - link "我的"
  `);
  await page.goto('/order/new?item=1');
  await hydrated(page);
  await page.getByRole('button', { name: '提交点单' }).click();
  await expect(page.getByRole('alert')).toHaveText('有几处还要改一改。请按提示改好，再提交一次。');
  await page.goto('/me/orders');
  await hydrated(page);
  await page.locator('main a[href^="/orders/"]').first().click();
  await expect(page).toHaveURL(/\/orders\/\d{10}/);
  // The keyboard is at the page's beginning, so that it is read from there.
  await expect(page.locator('#main')).toBeFocused();
  const headings = page.locator('main :is(h1, h2, h3)');
  await expect(page.locator('main h1')).toHaveCount(1);
  const levels = await headings.evaluateAll((all) => all.map((heading) => Number(heading.tagName[1])));
  levels.reduce((before, level) => (expect(level - before, `headings ${levels.join(' ')}`).toBeLessThanOrEqual(1), level), 0);
});

for (const [how, options] of [
  ['in the dark', { colorScheme: 'dark' }],
  ['in colours of their own', { forcedColors: 'active' }],
  ['without motion', { reducedMotion: 'reduce' }],
] as const) {
  test(`pages are whole for whoever reads ${how}`, async ({ county }) => {
    test.setTimeout(120_000);
    for (const [who, places] of PAGES.filter(([who]) => who === 'resident' || who === 'volunteer')) {
      const page = await county.page(who && PHONE[who], options);
      for (const where of places) {
        const path = await opens(page, where);
        if (how === 'without motion') {
          const moves = await page.evaluate(() => document.getAnimations().filter((one) => one.playState === 'running' && one.effect!.getComputedTiming().duration! as number > 1).length);
          expect(moves, `${path} moves`).toBe(0);
        } else {
          await expectAccessible(page, ['color-contrast']);
        }
      }
      await page.context().close();
    }
  });
}
