// The thread's scrolling: sticks to the end only when there, keeps its place when earlier messages come before, tells what was seen.
import { render } from '/js/outbox.js';

const NEAR = 48, SEEN_AFTER = 700;

/** Serves one thread: scroller, its inner column and the jump button. */
export function attach(root, ref) {
  const scroller = root.querySelector('.msgs'), inner = scroller.querySelector('.msgs-in'), jump = root.querySelector('.jump');
  let stick = true, anchor = null, anchorTop = 0, seen = 0, placed = false, loading = false, seenTimer, count = 0;

  const toEnd = () => { scroller.scrollTop = scroller.scrollHeight; };
  const messages = () => inner.querySelectorAll('[data-seq]');

  function remember() {
    const top = scroller.scrollTop;
    anchor = [...messages()].find(message => message.offsetTop + message.offsetHeight > top) ?? null;
    anchorTop = anchor ? anchor.offsetTop - top : 0;
  }

  function onScroll() {
    stick = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
    jump.hidden = stick;
    if (stick) jump.classList.remove('news');
    remember();
    tellSeen();
  }

  function firstPlace() {
    placed = true;
    const divider = inner.querySelector('.newline');
    toEnd();
    if (divider && scroller.scrollTop > divider.offsetTop - 56) scroller.scrollTop = divider.offsetTop - 56;
    onScroll();
  }

  function onChange() {
    render();
    const now = messages().length;
    if (!placed) { if (now > 0 || scroller.dataset.seq !== '0') firstPlace(); }
    else if (stick) toEnd();
    else {
      if (anchor?.isConnected) scroller.scrollTop = anchor.offsetTop - anchorTop;
      if (now > count && scroller.dataset.seq > seen) jump.classList.add('news');
    }
    count = now;
    watchTop();
    tellSeen();
  }

  function tellSeen() {
    clearTimeout(seenTimer);
    seenTimer = setTimeout(() => {
      const newest = Number(scroller.dataset.seq);
      if (!stick || document.hidden || newest <= seen || document.documentElement.dataset.live === 'stale') return;
      seen = newest;
      ref.invokeMethodAsync('SeenAsync', newest);
    }, SEEN_AFTER);
  }

  const topWatch = new IntersectionObserver(async entries => {
    if (loading || !placed || !entries.some(entry => entry.isIntersecting)) return;
    loading = true;
    remember();
    try { await ref.invokeMethodAsync('EarlierAsync'); } finally { loading = false; }
  }, { root: scroller, rootMargin: '400px 0px 0px 0px' });

  function watchTop() {
    topWatch.disconnect();
    const top = inner.querySelector('.earlier');
    if (top) topWatch.observe(top);
  }

  const changes = new MutationObserver(onChange);
  changes.observe(inner, { childList: true, subtree: true });
  changes.observe(scroller, { attributeFilter: ['data-seq'] });
  const size = new ResizeObserver(() => { if (placed && stick) toEnd(); });
  size.observe(inner);
  size.observe(scroller);
  scroller.addEventListener('scroll', onScroll, { passive: true });
  jump.addEventListener('click', () => scroller.scrollTo({ top: scroller.scrollHeight, behavior: 'smooth' }));
  document.addEventListener('visibilitychange', tellSeen);
  // Own messages are always followed.
  const followOwn = e => { if (e.detail === scroller.dataset.ticket) { stick = true; toEnd(); } };
  addEventListener('helpdesk:sent', followOwn);
  onChange();

  return {
    dispose() {
      clearTimeout(seenTimer);
      changes.disconnect();
      size.disconnect();
      topWatch.disconnect();
      document.removeEventListener('visibilitychange', tellSeen);
      removeEventListener('helpdesk:sent', followOwn);
    },
  };
}
