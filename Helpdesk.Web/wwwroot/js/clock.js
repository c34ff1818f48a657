// Waiting clocks: one interval for the page, from a server instant plus the measured skew. The server never renders a second.
// Of the time one may wait, what has to be over before the clock warns; once around a ring.
const WARN = 2 / 3, HOUR = 60 * 60e3, DAY = 24 * HOUR, ROUND = 50.27;
let skew = 0, units = { hour: 'h', day: 'd' };

/** Sets the difference between the server's clock and ours, in milliseconds. */
export function setSkew(milliseconds) { skew = milliseconds; }

/** The server's time, as well as we know it. */
export const now = () => Date.now() + skew;

/** "04:12", above an hour "5h", above a day "2d". */
export function format(elapsed, words = units) {
  if (elapsed >= DAY) return `${Math.floor(elapsed / DAY)} ${words.day}`.replace(/ (?=[a-z])/, '');
  if (elapsed >= HOUR) return `${Math.floor(elapsed / HOUR)} ${words.hour}`.replace(/ (?=[a-z])/, '');
  const seconds = Math.max(0, Math.floor(elapsed / 1000));
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}

function show(clock) {
  const since = Number(clock.dataset.since), elapsed = now() - since;
  // The server's word stands whatever our clock says; where nothing is due, nothing is ever late.
  const share = 'late' in clock.dataset ? 1 : clock.dataset.due ? elapsed / Math.max(1, Number(clock.dataset.due) - since) : 0;
  const face = clock.querySelector('[data-tick]'), text = format(elapsed);
  if (face.textContent !== text) face.textContent = text;
  clock.classList.toggle('clk-amber', share >= WARN && share < 1);
  clock.classList.toggle('clk-late', share >= 1);
}

// Down to a moment, "+02:10" past it; a ring, where there is one, empties with it around the bare seconds.
function countDown(clock) {
  const left = Number(clock.dataset.until) - Date.now() - skew, over = left < 0, ring = clock.querySelector('.ring-fg');
  const face = clock.querySelector('[data-tick]');
  const text = ring ? String(Math.max(0, Math.ceil(left / 1000))) : (over ? '+' : '') + format(over ? -left : left + 999);
  if (face.textContent !== text) face.textContent = text;
  clock.classList.toggle('over', over);
  if (ring) ring.setAttribute('stroke-dasharray', `${(ROUND * Math.min(1, Math.max(0, left) / Number(clock.dataset.span))).toFixed(2)} ${ROUND}`);
}

/** Starts ticking; the words are the page's language. */
export function startClocks(words) {
  units = words;
  const all = () => {
    document.querySelectorAll('[data-since]').forEach(show);
    document.querySelectorAll('[data-until]').forEach(countDown);
    dispatchEvent(new Event('helpdesk:tick'));
  };
  setInterval(() => { if (document.documentElement.dataset.live !== 'stale') all(); }, 1000);
  new MutationObserver(all).observe(document.body, { childList: true, subtree: true, attributeFilter: ['data-since', 'data-due', 'data-late', 'data-until'] });
  all();
}
