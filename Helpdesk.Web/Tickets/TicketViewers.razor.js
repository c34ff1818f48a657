// Colleagues see who has a ticket open: said when it comes on screen, again while it stays there, and when the tab is hidden.
import { call } from '/js/live.js';

/** Serves one open ticket; every is the time between two words in milliseconds. */
export function attach(ref, every) {
  const stop = new AbortController();
  const say = () => call(ref, 'Look', !document.hidden).catch(() => { /* the line is cut: what was said lapses, and is said again when it is back */ });
  const timer = setInterval(() => { if (!document.hidden) say(); }, every);
  document.addEventListener('visibilitychange', say, { signal: stop.signal });
  addEventListener('helpdesk:return', say, { signal: stop.signal });
  say();
  return {
    dispose() {
      clearInterval(timer);
      stop.abort();
    },
  };
}
