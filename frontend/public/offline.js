// Completes the page for times without a network where it is shown: how old it is, and which forms wait.

const kept = await caches.match('/offline');
const lang = document.documentElement.lang;
const age = document.querySelector('[data-age]');
if (kept && age) age.textContent = `· ${ago(Number(kept.headers.get('x-kept-at')))}`;

const forms = await (await caches.open('forms')).matchAll();
const waiting = (await Promise.all(forms.map((form) => form.json()))).filter(
  (form) => form.state === 'waiting' && form.visitor === kept?.headers.get('x-visitor'),
);
const section = document.querySelector('[data-forms]');
if (waiting.length && section) {
  const items = waiting.map((form) => {
    const item = document.createElement('li');
    item.textContent = [form.title, ago(form.at)].filter(Boolean).join(' · ');
    return item;
  });
  section.querySelector('ul').replaceChildren(...items);
  section.hidden = false;
}

// Not every network says that it is there again, and one that does may not lead anywhere yet.
addEventListener('online', look);
setInterval(look, 5000);

async function look() {
  if (document.hidden) return;
  const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => null);
  if (answer?.ok) location.reload();
}

function ago(at) {
  const words = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });
  const minutes = Math.round((at - Date.now()) / 60_000);
  if (minutes > -60) return words.format(minutes, 'minute');
  if (minutes > -48 * 60) return words.format(Math.round(minutes / 60), 'hour');
  return words.format(Math.round(minutes / (24 * 60)), 'day');
}
