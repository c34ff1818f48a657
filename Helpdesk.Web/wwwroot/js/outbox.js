// Messages on their way to the server. Each carries the id it got when it was written, so sending it again is still one message.
// Text waits in sessionStorage: it survives a lost line and a reload.
import { call } from './live.js';

const KEY = 'outbox', SHOWN_WITHIN = 15000;
const refusedKey = ticket => `refused:${ticket}`;
let queue = load(), accepted = [], door, sending = false;
const files = new Map(), composers = new Map();

function load() {
  try { return JSON.parse(sessionStorage.getItem(KEY)) ?? []; } catch { return []; }
}

function save() {
  const texts = queue.filter(item => !item.file);
  if (texts.length > 0) sessionStorage.setItem(KEY, JSON.stringify(texts)); else sessionStorage.removeItem(KEY);
}

/** An id for a message somebody means to send. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

/** The server can be reached through this component. */
export function open(ref) {
  door = ref;
  addEventListener('helpdesk:return', flush);
  addEventListener('beforeunload', e => { if (files.size > 0) e.preventDefault(); });
  flush();
}

/** The component goes; what waits stays. */
export function close() {
  door = undefined;
  removeEventListener('helpdesk:return', flush);
}

/** A composer takes back what is refused; answers what was refused while it was not on screen. */
export function attachComposer(ticket, onRefused) {
  composers.set(ticket, onRefused);
  const kept = sessionStorage.getItem(refusedKey(ticket));
  if (kept === null) return;
  sessionStorage.removeItem(refusedKey(ticket));
  const { item, refusal } = JSON.parse(kept);
  onRefused(item, refusal);
}

export function detachComposer(ticket) { composers.delete(ticket); }

/** Queues a message: { ticket, id, text, note, seen, anyway } and perhaps a file. */
export function send(message, file) {
  if (queue.some(item => item.id === message.id)) return;
  queue.push({ ...message, file: file?.name, at: Date.now() });
  if (file) files.set(message.id, file);
  save();
  render();
  flush();
}

async function flush() {
  if (sending || door === undefined) return;
  sending = true;
  try {
    while (queue.length > 0 && document.documentElement.dataset.live !== 'stale') await sendFirst();
  } catch {
    // The line is cut or silent: the same message goes again with the same id when it is back.
    setTimeout(flush, 3000);
  } finally {
    sending = false;
    render();
  }
}

async function sendFirst() {
  const item = queue[0];
  const refusal = item.file ? await upload(item) : await call(door, 'SendAsync', item);
  queue.shift();
  files.delete(item.id);
  save();
  if (refusal) return refuse(item, refusal);
  accepted.push(item);
  setTimeout(() => { accepted = accepted.filter(other => other !== item); render(); }, SHOWN_WITHIN);
  render();
}

function refuse(item, refusal) {
  const composer = composers.get(item.ticket);
  if (composer) composer(item, refusal, item.blob);
  else sessionStorage.setItem(refusedKey(item.ticket), JSON.stringify({ item: { ...item, file: undefined }, refusal }));
  render();
}

// A file goes by HTTP beside the circuit: progress can be shown, and the circuit stays free.
function upload(item) {
  const file = files.get(item.id);
  const form = new FormData();
  for (const [name, value] of [['text', item.text], ['clientId', item.id], ['seen', item.seen], ['sendAnyway', item.anyway]]) form.append(name, value);
  form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/tickets/${item.ticket}/replies`);
    request.setRequestHeader('RequestVerificationToken', document.querySelector('#antiforgery input')?.value ?? '');
    request.upload.onprogress = e => progress(item, e.loaded / e.total);
    request.onerror = () => reject(new Error('upload'));
    request.onload = async () => {
      if (request.status < 300) return resolve(null);
      if (request.status >= 500) return reject(new Error('upload'));
      item.blob = file;
      const code = (() => { try { return JSON.parse(request.responseText).code; } catch { return undefined; } })();
      resolve(await call(door, 'ExplainAsync', item.ticket, item.seen, code ?? (request.status === 413 ? 'message.file-too-large' : 'message.file-rejected')));
    };
    request.send(form);
  });
}

function progress(item, part) {
  const bar = document.querySelector(`.pending [data-item="${item.id}"] progress`);
  if (bar) { bar.hidden = false; bar.value = part; }
}

/** Draws what is on its way below the thread, and takes away what the thread shows by now. */
export function render() {
  const box = document.querySelector('.pending[data-ticket]');
  if (box === null) return;
  accepted = accepted.filter(item => document.querySelector(`[data-client="${item.id}"]`) === null);
  const shown = [...accepted, ...queue].filter(item => item.ticket === box.dataset.ticket);
  [...box.children].forEach(bubble => { if (!shown.some(item => item.id === bubble.dataset.item)) bubble.remove(); });
  shown.forEach(item => draw(box, item));
}

function draw(box, item) {
  let bubble = box.querySelector(`[data-item="${item.id}"]`);
  if (bubble === null) {
    const kind = item.note ? 'note' : 'reply';
    bubble = document.querySelector(`.pending-forms [data-form="${kind}"]`).cloneNode(true);
    bubble.dataset.item = item.id;
    bubble.querySelector('p').textContent = item.text || item.file;
    bubble.querySelector('time').textContent = new Date(item.at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
    box.append(bubble);
  }
  const waits = document.documentElement.dataset.live === 'stale';
  bubble.querySelectorAll('[data-when]').forEach(e => { e.hidden = (e.dataset.when === 'waits') !== waits; });
}
