// The list under pointer and keys: moving the selection makes no round trip, and rows are held while somebody reads further down.
import { isTaken } from '/js/keys.js';

const SCROLLED = 8, POINTER_REST = 1500;

/** Serves one list. */
export function attach(root, ref) {
  const rows = root.querySelector('.rows'), stop = new AbortController();
  const on = (target, type, handler, more) => target.addEventListener(type, handler, { signal: stop.signal, ...more });
  let held = false, pointing = false, pointerTimer, cursor = null, loading = false;

  const options = () => [...rows.querySelectorAll('[role=option]')];

  function hold() {
    const wanted = rows.scrollTop > SCROLLED || pointing;
    if (wanted === held) return;
    held = wanted;
    ref.invokeMethodAsync('HoldAsync', held);
  }

  // One row can be reached by Tab: the one the keys are at, else the open one, else the first.
  function rove() {
    const all = options();
    const at = all.find(row => row.dataset.id === cursor) ?? all.find(row => row.getAttribute('aria-selected') === 'true') ?? all[0];
    all.forEach(row => { row.tabIndex = row === at ? 0 : -1; });
    if (cursor !== null && document.activeElement === document.body && at?.dataset.id === cursor) at.focus({ preventScroll: true });
  }

  function move(by) {
    const all = options();
    if (all.length === 0) return;
    const focused = all.indexOf(document.activeElement), open = all.findIndex(row => row.getAttribute('aria-selected') === 'true');
    const from = focused >= 0 ? focused : open;
    const to = all[from < 0 ? 0 : Math.min(Math.max(from + by, 0), all.length - 1)];
    cursor = to.dataset.id;
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: 'nearest' });
    rove();
  }

  on(document, 'keydown', e => {
    if (isTaken(e) || e.shiftKey || rows.getClientRects().length === 0) return;
    const inRows = rows.contains(document.activeElement);
    if (e.code === 'KeyJ' || (inRows && e.code === 'ArrowDown')) move(1);
    else if (e.code === 'KeyK' || (inRows && e.code === 'ArrowUp')) move(-1);
    else if (inRows && e.code === 'Enter') document.activeElement.click();
    else return;
    e.preventDefault();
  });
  on(rows, 'scroll', hold, { passive: true });
  on(rows, 'pointermove', e => {
    if (e.pointerType !== 'mouse') return;
    pointing = true;
    hold();
    clearTimeout(pointerTimer);
    pointerTimer = setTimeout(() => { pointing = false; hold(); }, POINTER_REST);
  }, { passive: true });
  on(rows, 'pointerleave', () => { clearTimeout(pointerTimer); pointing = false; hold(); });
  on(rows, 'focusin', e => { cursor = e.target.closest('[role=option]')?.dataset.id ?? cursor; });
  on(rows, 'focusout', e => { if (e.relatedTarget !== null && !rows.contains(e.relatedTarget)) cursor = null; });
  on(root, 'click', e => { if (e.target.closest('.newpill')) rows.scrollTop = 0; });

  const end = new IntersectionObserver(async entries => {
    if (loading || !entries.some(entry => entry.isIntersecting)) return;
    loading = true;
    try { await ref.invokeMethodAsync('MoreAsync'); } finally { loading = false; watch(); }
  }, { root: rows, rootMargin: '0px 0px 640px 0px' });

  function watch() {
    end.disconnect();
    const foot = rows.querySelector('[data-more]');
    if (foot) end.observe(foot);
    rove();
  }

  const changes = new MutationObserver(watch);
  changes.observe(rows, { childList: true, subtree: true });
  watch();
  return { dispose() { clearTimeout(pointerTimer); stop.abort(); end.disconnect(); changes.disconnect(); } };
}
