// A demo county with people in it: the server of a worker, and browsers that are signed in.

import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The demo's accounts. */
export const PHONE = {
  resident: '13800000001',
  volunteer: '13800000002',
  leader: '13800000003',
  station: '13800000004',
  institute: '13800000005',
  centre: '13800000006',
  admin: '13800000007',
} as const;

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

/** A running county. */
export class County {
  private readonly sessions = new Map<string, Promise<Cookies>>();

  private constructor(
    readonly url: string,
    private readonly browser: Browser,
    private readonly server: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(browser: Browser): Promise<County> {
    const program = process.env.DIANDAN_BIN ?? join(__dirname, '../target/debug/diandan');
    const folder = mkdtempSync(join(tmpdir(), 'diandan-e2e-'));
    const filled = spawnSync(program, ['demo', '--trial', '--data', folder], { encoding: 'utf8' });
    if (filled.status !== 0) throw new Error(filled.stderr);
    const port = await freePort();
    const server = spawn(program, ['serve', '--data', folder, '--port', String(port)], {
      env: {
        ...process.env,
        DIANDAN_DEMO: 'true',
        DIANDAN_RATE__PER_SECOND: '0',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const url = `http://127.0.0.1:${port}`;
    await expect.poll(() => fetch(`${url}/readyz`).then((answer) => answer.status, () => 0), { timeout: 20_000 }).toBe(200);
    return new County(url, browser, server, folder);
  }

  stop(): void {
    this.server.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The latest login code that was sent to a phone. */
  async code(phone: string): Promise<string> {
    let code: string | undefined;
    await expect
      .poll(async () => {
        code = (await this.messages(phone)).map((text) => /\b\d{6}\b/.exec(text)?.[0]).find(Boolean);
        return code;
      })
      .toBeTruthy();
    return code!;
  }

  /** The SMS sent to a phone, the newest first. */
  async messages(phone: string): Promise<string[]> {
    const answer = await fetch(`${this.url}/dev/sms`, { headers: { Accept: 'application/json' } });
    const log = (await answer.json()) as { phone: string; text: string }[];
    return log.filter((message) => message.phone === phone).map((message) => message.text);
  }

  /** Now, as a `datetime-local` field writes it in the county. */
  clock(): string {
    return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 16);
  }

  /**
   * A page of somebody's own browser. A phone signs in once a worker, for it gets one code a minute. What is tested of networks is
   * tested without the browser's worker, which answers for them.
   */
  async page(phone: string | null, options: BrowserContextOptions = {}, browser = this.browser): Promise<Page> {
    const context = await browser.newContext({ baseURL: this.url, serviceWorkers: 'block', ...options });
    if (phone) await context.addCookies(await this.session(phone));
    const page = await context.newPage();
    trapFaults(page);
    return page;
  }

  private session(phone: string): Promise<Cookies> {
    const known = this.sessions.get(phone) ?? this.signIn(phone);
    this.sessions.set(phone, known);
    return known;
  }

  private async signIn(phone: string): Promise<Cookies> {
    const context = await this.browser.newContext({ baseURL: this.url });
    const post = (path: string, form: Record<string, string>) =>
      context.request.post(path, { form, headers: { Accept: 'application/json' } });
    expect((await post('/api/account/request_code', { phone })).status()).toBe(200);
    expect((await post('/api/account/sign_in', { code: await this.code(phone) })).status()).toBe(200);
    const cookies = await context.cookies();
    await context.close();
    return cookies;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createServer().listen(0, '127.0.0.1', () => {
      const address = socket.address();
      socket.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

const faults = new WeakMap<Page, string[]>();
const trapped: Page[] = [];

/** Whatever a page complains about fails the test. */
function trapFaults(page: Page): void {
  const heard: string[] = [];
  faults.set(page, heard);
  trapped.push(page);
  page.on('pageerror', (error) => heard.push(String(error)));
  page.on('console', (message) => {
    // A refused form or a page that does not exist is an answer, which the browser reports as a failed resource.
    const answer = /the server responded with a status of (4\d\d)/.test(message.text());
    if (message.type() === 'error' && !answer) heard.push(message.text());
  });
}

/** What a test has a page complain about. */
export function forgives(page: Page, what: RegExp): void {
  const heard = faults.get(page)!;
  heard.splice(0, heard.length, ...heard.filter((fault) => !what.test(fault)));
}

/** The page's program has taken over. */
export async function hydrated(page: Page): Promise<void> {
  await expect(page.locator('body[data-hydrated]')).toBeAttached();
}

/** A page scrolls downwards only. */
export async function expectNoWider(page: Page, path: string): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
}

/** Nothing that axe finds keeps anybody out: WCAG 2.2 A and AA, or of it what these rules look at. */
export async function expectAccessible(page: Page, rules?: string[]): Promise<void> {
  const axe = new AxeBuilder({ page });
  const found = await (rules ? axe.withRules(rules) : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])).analyze();
  const words = found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.target.join(' ')).join(', ')}`);
  expect(words, page.url()).toEqual([]);
}

/** A test with a county. */
export const test = base.extend<{ quiet: void }, { county: County }>({
  county: [
    async ({ browser }, use) => {
      const county = await County.start(browser);
      await use(county);
      county.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  quiet: [
    async ({}, use) => {
      await use();
      const pages = trapped.splice(0);
      const heard = pages.flatMap((page) => faults.get(page) ?? []);
      // A page that stays open goes on listening, and an account has but a few streams.
      for (const page of pages) await page.context().close();
      expect(heard, 'what pages complained about').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
