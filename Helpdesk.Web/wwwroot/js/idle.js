// Somebody works here: told to the server now and then, and shared by all tabs of the browser. With a limit, a dialog warns a minute before it.
const KEY = 'active-at', REPORT = 30e3, WARN = 60;
let door, limit = null, reported = 0, timer;

const activeAt = () => Number(localStorage.getItem(KEY) ?? 0);

async function report() {
  reported = Date.now();
  try {
    const left = await door.invokeMethodAsync('ActiveAsync');
    if (left !== null) limit = Math.max(limit ?? 0, left);
  } catch { /* the line is cut; live.js says so */ }
}

function work() {
  const dialog = document.getElementById('idle');
  if (dialog?.open) return;
  localStorage.setItem(KEY, String(Date.now()));
  if (Date.now() - reported > REPORT) report();
}

function leave() {
  const form = Object.assign(document.createElement('form'), { method: 'post', action: '/signout', hidden: true });
  form.append(document.querySelector('#antiforgery input').cloneNode());
  form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'why', value: 'idle' }));
  document.body.append(form);
  document.documentElement.dataset.leaving = '';
  form.submit();
}

function tick() {
  const dialog = document.getElementById('idle');
  if (!dialog || limit === null) return;
  const left = Math.ceil(limit - (Date.now() - activeAt()) / 1000);
  if (left <= 0) { clearInterval(timer); leave(); return; }
  if (left > WARN) { if (dialog.open) dialog.close(); return; }
  dialog.querySelector('[data-idle-left]').textContent = String(left);
  if (!dialog.open) dialog.showModal();
}

/** The session is over: on to another page, or this one again. A form on its way to a new session goes first. */
export function over(url) {
  if (document.documentElement.dataset.leaving !== undefined) return;
  if (url === null) location.reload(); else location.assign(url);
}

/** Starts; seconds is how long a session lasts without work, null without end. */
export function start(ref, seconds) {
  door = ref;
  limit = seconds;
  clearInterval(timer);
  localStorage.setItem(KEY, String(Date.now()));
  if (limit !== null) timer = setInterval(tick, 1000);
  ['pointerdown', 'keydown', 'wheel', 'touchstart'].forEach(kind => document.addEventListener(kind, work, { passive: true, capture: true }));
  document.addEventListener('click', e => {
    if (e.target.closest('[data-idle-stay]')) { document.getElementById('idle').close(); work(); report(); }
    else if (e.target.closest('[data-idle-leave]')) leave();
  });
  document.addEventListener('submit', e => {
    if (/^\/(account|signout)/.test(e.target.getAttribute('action') ?? '')) document.documentElement.dataset.leaving = '';
  });
  document.getElementById('idle')?.addEventListener('cancel', () => { work(); report(); });
}
