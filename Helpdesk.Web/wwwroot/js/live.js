// The live chip. Only an answer of the server turns it green; a silent or cut line turns it stale.
import { setSkew } from './clock.js';

const BEAT = 5000, SILENCE = 12000, PATIENCE = 10000;
let chip, position = 0, lastAnswer = Date.now(), beating = false, failures = 0, reconnecting = false;

/** Calls .NET, and gives up when no answer comes: a call that was under way when the line was cut never settles by itself. */
export function call(ref, method, ...args) {
  let timer;
  const silence = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error('no answer')), PATIENCE); });
  return Promise.race([ref.invokeMethodAsync(method, ...args), silence]).finally(() => clearTimeout(timer));
}

const state = () => document.documentElement.dataset.live;

function set(next) {
  if (state() === next) return;
  document.documentElement.dataset.live = next;
  if (next !== 'stale') return;
  const since = new Date(lastAnswer).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  document.querySelectorAll('[data-stale-since]').forEach(e => { e.textContent = since; });
}

function answered({ position: at, now }, sent) {
  lastAnswer = Date.now();
  failures = 0;
  position = at;
  setSkew(now + (lastAnswer - sent) / 2 - lastAnswer);
}

async function beat() {
  if (beating || state() === 'catching') return;
  beating = true;
  const sent = Date.now();
  try {
    answered(await call(chip, 'BeatAsync'), sent);
    if (state() === 'stale') await catchUp(); else set('ok');
  } catch {
    if (!document.hidden) set('stale');
    // Cut without the script noticing: its circuit has ended on the server.
    if (++failures >= 2 && !reconnecting) reconnectForever();
  } finally { beating = false; }
}

async function catchUp() {
  set('catching');
  const sent = Date.now();
  try {
    answered(await call(chip, 'ReturnAsync', position), sent);
    set('ok');
    dispatchEvent(new CustomEvent('helpdesk:return'));
  } catch { set('stale'); }
}

// The script gives up after a while; a desk does not.
async function reconnectForever() {
  reconnecting = true;
  for (;;) {
    await new Promise(resolve => setTimeout(resolve, 3000));
    try {
      if (await Blazor.reconnect()) { reconnecting = false; return; }
      return location.reload();
    } catch { /* the server is not there yet */ }
  }
}

/** Starts watching the line; ref is the chip's component. */
export function startLive(ref) {
  chip = ref;
  document.getElementById('components-reconnect-modal')?.addEventListener('components-reconnect-state-changed', e => {
    switch (e.detail.state) {
      case 'show': reconnecting = true; set('stale'); break;
      case 'hide': reconnecting = beating = false; catchUp(); break;
      case 'failed': reconnectForever(); break;
      case 'rejected': location.reload(); break;
    }
  });
  addEventListener('offline', () => set('stale'));
  document.addEventListener('visibilitychange', () => { if (!document.hidden) beat(); });
  setInterval(() => {
    beat();
    if (!document.hidden && state() === 'ok' && Date.now() - lastAnswer > SILENCE) set('stale');
  }, BEAT);
  beat();
}
