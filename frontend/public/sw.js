// What the site does where there is no network: it shows what was last known, and sends forms later.
//
// Own lines instead of Workbox, which brings caches of files and pages by rules, and a queue. Files have names that change with
// what they hold, so the browser keeps them by itself; a page is somebody's, so it is never kept; and its queue does not tell
// pages what became of a form. What would be left of it is its size.
//
// Nothing here is of one version of the site: the page that is kept names its own style sheet, and a new worker takes over at once.

/** The page for times without a network, with its files. The server writes it, for whoever is signed in. */
const PAGE = '/offline';
/** What that page and its files are kept in. */
const KEPT = 'kept';
/** Forms that wait, and what became of those that did. */
const FORMS = 'forms';
/** For how long what is kept is good enough, in milliseconds. */
const FRESH = 10 * 60 * 1000;
/** A header that says when something was kept. */
const AT = 'x-kept-at';
/** A header by which the server tells one visitor from another, and refuses what another has sent. */
const VISITOR = 'x-visitor';
/** A header by which a form says what its page is about. */
const TITLE = 'x-title';
/** Who signs out leaves nothing behind. */
const SIGN_OUT = '/api/account/sign_out';

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil(begin()));
self.addEventListener('fetch', answer);
self.addEventListener('message', (event) => event.waitUntil(hear(event)));
// Some browsers call when there is a network again, even when no page is open.
self.addEventListener('sync', (event) => event.waitUntil(send()));

async function begin() {
  // A page does not wait for the worker to start.
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
  await keep().catch(() => {});
}

function answer(event) {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === 'POST' && pathname.startsWith('/api/')) event.respondWith(form(event, pathname));
  else if (request.method === 'GET' && request.mode === 'navigate') event.respondWith(page(event));
  else if (request.destination === 'style' || pathname === '/offline.js') event.respondWith(file(request));
}

async function page(event) {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    event.waitUntil(seen(answer.headers.get(VISITOR)));
    return answer;
  } catch {
    return withoutNetwork();
  }
}

async function file(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request, { ignoreVary: true })) ?? Response.error();
  }
}

async function withoutNetwork() {
  return (await caches.match(PAGE)) ?? Response.error();
}

/** Who the browser's last page was for. */
async function visitor() {
  return (await caches.match(PAGE))?.headers.get(VISITOR);
}

/** A page has come: there is a network, and somebody who may be another than before. */
async function seen(by) {
  if (!by) return;
  const kept = await caches.match(PAGE);
  const same = kept?.headers.get(VISITOR) === by;
  if (!same) await caches.delete(KEPT);
  if (!same || Date.now() - kept.headers.get(AT) > FRESH) await keep().catch(() => {});
  await send();
}

/** Keeps the page for times without a network, as it is now. */
async function keep() {
  const page = await fetch(PAGE);
  if (!page.ok) return;
  const html = await page.text();
  const files = [...html.matchAll(/<link[^>]+href="([^"]+\.css)"|<script[^>]+src="([^"]+)"/g)].map((found) => found[1] ?? found[2]);
  const cache = await caches.open(KEPT);
  await cache.addAll(files);
  const headers = new Headers(page.headers);
  headers.delete('content-encoding');
  headers.set(AT, Date.now());
  await cache.put(PAGE, new Response(html, { headers }));
  const named = new Set([PAGE, ...files]);
  for (const request of await cache.keys()) if (!named.has(new URL(request.url).pathname)) await cache.delete(request);
}

async function form(event, path) {
  const { request } = event;
  if (path === SIGN_OUT) await send();
  const again = request.clone();
  let answer;
  try {
    answer = await fetch(request);
  } catch {
    const kept = await wait(again, path);
    if (!kept) return Response.error();
    event.waitUntil(Promise.all([self.registration.sync?.register('send').catch(() => {}), tell()]));
    return request.mode === 'navigate' ? withoutNetwork() : Response.json({ code: 'kept_for_later', fields: [] }, { status: 503 });
  }
  // It may have changed what is kept.
  event.waitUntil(path === SIGN_OUT ? forget() : keep().catch(() => {}));
  return answer;
}

/** Leaves nothing of who has signed out. */
async function forget() {
  await drop(() => true);
  await caches.delete(KEPT);
}

/** Has a form wait, if it may be sent twice without harm: that is what its id is for. */
async function wait(request, path) {
  if (!request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) return false;
  const body = await request.text();
  const fields = new URLSearchParams(body);
  const id = fields.get('request_id');
  const by = await visitor();
  if (!id || !by) return false;
  const title = decodeURIComponent(request.headers.get(TITLE) ?? '');
  await put({ id, path, body, visitor: by, title, here: fields.get('here') ?? '/', at: Date.now(), state: 'waiting' });
  return true;
}

const key = (form) => `/forms/${encodeURIComponent(form.id)}`;

async function put(form) {
  const cache = await caches.open(FORMS);
  await cache.put(key(form), Response.json(form));
}

/** The forms of whoever the browser's last page was for, the oldest first. */
async function mine() {
  const by = await visitor();
  const cache = await caches.open(FORMS);
  const forms = await Promise.all((await cache.matchAll()).map((kept) => kept.json()));
  return forms.filter((form) => form.visitor === by).sort((one, other) => one.at - other.at);
}

async function drop(which) {
  const cache = await caches.open(FORMS);
  for (const form of await mine()) if (which(form)) await cache.delete(key(form));
}

let sending = null;

/** Sends what waits, one after the other; a form stays until it is answered. */
function send() {
  sending ??= sendAll().finally(() => (sending = null));
  return sending;
}

async function sendAll() {
  const waiting = (await mine()).filter((form) => form.state === 'waiting');
  for (const form of waiting) {
    const { path, body } = form;
    // Should somebody else have signed in meanwhile, the server refuses it.
    const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded', [VISITOR]: form.visitor };
    const answer = await fetch(path, { method: 'POST', body, headers }).catch(() => null);
    if (!answer) break;
    const stays = answer.status === 401 || answer.status === 429 || answer.status >= 500;
    if (stays) continue;
    // What was typed has done its work.
    const { body: _, ...rest } = form;
    if (answer.ok) await put({ ...rest, state: 'done', to: answer.headers.get('location') });
    else await put({ ...rest, state: 'refused', fault: await answer.json().catch(() => null) });
  }
  if (waiting.length) await Promise.all([tell(), keep().catch(() => {})]);
}

/** Tells all pages of the forms. */
async function tell() {
  const told = JSON.stringify((await mine()).map(({ title, state, here, to, fault }) => ({ title, state, here, to, fault })));
  for (const client of await self.clients.matchAll()) client.postMessage(told);
}

/** What a page asks for. */
async function hear({ data }) {
  if (data === 'send') return send();
  if (data === 'seen') await drop((form) => form.state !== 'waiting');
  await tell();
}
