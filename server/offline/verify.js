// Verifies a service certificate with nothing but this file: the content of its QR is 64 bytes of Ed25519 signature and the
// text that was signed, in base64url. `data` holds the words, and the public keys and the hashes of revoked signatures of one
// moment.
'use strict';
const { lang, words, at, keys, revoked } = JSON.parse(document.getElementById('data').textContent);
const DAY = 86400000;
const SIGNATURE = 64;

const bytes = (base64url) =>
  Uint8Array.from(atob(base64url.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
const day = (time) => new Date(time).toLocaleDateString(lang, { timeZone: 'Asia/Shanghai', dateStyle: 'long' });
const lasting = (minutes) =>
  words.lasting.replace('{hours}', Math.floor(minutes / 60)).replace('{minutes}', minutes % 60);

/** What stands in the content of a QR; throws where it is none. */
function read(content) {
  const all = bytes(content.slice(content.lastIndexOf('#') + 1).replace(/\s/g, ''));
  const signature = all.slice(0, SIGNATURE);
  const signed = all.slice(SIGNATURE);
  const lines = new TextDecoder('utf-8', { fatal: true }).decode(signed).split('\n');
  if (lines.shift() !== 'diandan-certificate 1') throw new Error('another text');
  const fields = {};
  const kinds = [];
  for (const line of lines.filter(Boolean)) {
    const at = line.indexOf('=');
    const [name, value] = [line.slice(0, at), line.slice(at + 1)];
    if (name === 'kind') kinds.push(value.split('|'));
    else fields[name] = value;
  }
  return { signature, signed, fields, kinds };
}

/**
 * When the certificate with this signature was revoked; nothing if the list does not have it. Only for a signature that fits:
 * then it is the one that the list knows, for no other form of it is accepted.
 */
async function revocation(signature) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', signature));
  const digits = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const line = revoked.find(([known]) => known === digits);
  return line && line[1];
}

/** What is to be thought of it: one of the words, and when it was revoked. */
async function judge({ signature, signed, fields }) {
  const known = keys.find((key) => key.id === fields.key);
  if (!known) return { truth: 'unknown_key' };
  let good;
  try {
    const key = await crypto.subtle.importKey('raw', bytes(known.key), { name: 'Ed25519' }, false, ['verify']);
    good = await crypto.subtle.verify({ name: 'Ed25519' }, key, signature, signed);
  } catch {
    return { truth: 'unsupported' };
  }
  if (!good) return { truth: 'forged' };
  const revokedAt = await revocation(signature);
  return { truth: revokedAt === undefined ? 'genuine' : 'revoked', revokedAt };
}

function element(name, text, ...children) {
  const made = document.createElement(name);
  made.append(text, ...children);
  return made;
}

/** What the certificate says, as far as its signature speaks for it. */
function facts({ fields, kinds }, revokedAt) {
  const english = lang === 'en' ? 2 : 1;
  const rows = [
    [words.number, fields.no.replace(/(.{4})(.{4})/, '$1-$2-')],
    [words.name, fields.who],
    [words.tail, fields.volunteer],
    [words.period, words.days.replace('{from}', fields.from).replace('{to}', fields.to)],
    [words.whole, lasting(fields.minutes)],
    ...kinds.map((kind) => [kind[english], lasting(kind[0])]),
    [words.issuer, fields.issuer],
    [words.handler, fields.handler],
    [words.on, fields.on],
    [words.key, fields.key],
  ];
  if (revokedAt !== undefined) rows.unshift([words.revoked_on, day(revokedAt)]);
  return element('dl', '', ...rows.map(([what, value]) => element('div', element('dt', what), element('dd', value))));
}

async function verify(content) {
  const found = document.getElementById('found');
  let truth = 'unreadable';
  let certificate;
  let revokedAt;
  try {
    certificate = read(content);
    ({ truth, revokedAt } = await judge(certificate));
  } catch {
    // Whatever was pasted is no certificate.
  }
  const shown = truth === 'genuine' || truth === 'revoked' ? [facts(certificate, revokedAt)] : [];
  found.className = truth;
  found.replaceChildren(element('h2', words[truth]), ...shown);
}

function tellAge() {
  const days = Math.floor((Date.now() - at) / DAY);
  const age = days < 1 ? words.fresh : words.age.replace('{days}', days);
  const empty = keys.length === 0 ? ` ${words.empty}` : '';
  document.getElementById('age').textContent = `${words.list_of.replace('{day}', day(at))} ${age}${empty}`;
}

function fromAddress() {
  const field = document.getElementById('content');
  if (location.hash.length > 1) {
    field.value = location.hash.slice(1);
    verify(field.value);
  }
}

document.getElementById('form').addEventListener('submit', (event) => {
  event.preventDefault();
  verify(document.getElementById('content').value);
});
addEventListener('hashchange', fromAddress);
tellAge();
fromAddress();
