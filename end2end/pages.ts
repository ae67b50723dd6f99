// Every page, and who looks at it.

import type { Page } from '@playwright/test';
import type { PHONE } from './county';

/** A page by its path, or by the link on another page that leads to it. */
export type Where = string | { on: string; link: string };

const ORDER = 'main a[href^="/orders/"]';
/** Pages by who looks at them. */
export const PAGES: [keyof typeof PHONE | null, Where[]][] = [
  [null, ['/', '/services', '/services/1', '/notices', '/honours', '/login', '/nothing-here', '/verify', '/verify/2601J8JW6GTZ']],
  [null, ['/books', '/books?receipt=7K3M', '/ranking', '/ranking?of=volunteers&over=365', '/ranking?of=townships']],
  ['resident', ['/', '/me', '/me/orders', { on: '/me/orders', link: ORDER }, '/order/new', '/order/new?item=1']],
  ['resident', ['/me/inbox', '/me/card', '/me/devices', '/me/volunteer', '/me/points']],
  ['volunteer', ['/me', '/me/shifts', '/me/hours', '/me/points', { on: '/me', link: 'main a[href^="/team/"]' }]],
  ['volunteer', ['/me/certificates', { on: '/me/certificates', link: 'main a[href^="/me/certificates/"]' }]],
  ['station', ['/desk/certificates', '/desk/certificates?state=revoked', { on: '/desk/certificates?state=issued', link: 'main a[href^="/desk/certificates/"]' }]],
  ['leader', ['/me', '/me/inbox', { on: '/me', link: 'main a[href^="/team/"]' }]],
  ['institute', ['/desk', '/desk?state=scheduled', { on: '/desk', link: 'a[href^="/desk/orders/"]' }, '/desk/hours', '/desk/words']],
  ['institute', ['/desk/menu', { on: '/desk/menu', link: 'li a[href^="/desk/menu/"]' }, '/desk/menu/new', '/desk/teams']],
  ['leader', ['/me/stars', '/me/honours', { on: '/honours', link: 'a[href^="/honours/nominate/"]' }]],
  ['institute', ['/desk/stars', '/desk/stars?state=awarded', '/desk/honours', { on: '/desk/honours', link: 'li a[href^="/desk/honours/"]' }]],
  ['centre', ['/desk/stars', '/me/stars']],
  ['admin', ['/desk/menu', '/desk/people']],
];

/** Opens a page, and tells its path. */
export async function opens(page: Page, where: Where): Promise<string> {
  let path = where as string;
  if (typeof where !== 'string') {
    await page.goto(where.on);
    path = (await page.locator(where.link).first().getAttribute('href'))!;
  }
  await page.goto(path);
  return path;
}
