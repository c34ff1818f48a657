// The live page in the browser: which table is being worked in, the bars of running breaks, Enter and Escape, and the focus's way back.
import { now } from '/js/clock.js';

const HOVERS = matchMedia('(hover: hover)');

/** Serves the page; ref is told when the pointer or the focus enters or leaves a part that moves by itself. */
export function attach(root, ref) {
  const held = new Map();
  let opener = null, front = null;

  function look() {
    for (const part of root.querySelectorAll('[data-hold]')) {
      const name = part.dataset.hold, on = (HOVERS.matches && part.matches(':hover')) || part.contains(document.activeElement);
      if ((held.get(name) ?? false) === on) continue;
      held.set(name, on);
      ref.invokeMethodAsync('Hold', name, on);
    }
  }

  // After the focus has arrived where it goes.
  const later = () => setTimeout(look);

  function bars() {
    for (const bar of root.querySelectorAll('[data-bar-from]')) {
      const from = Number(bar.dataset.barFrom), to = Number(bar.dataset.barTo);
      bar.style.inlineSize = `${Math.min(100, Math.max(0, 100 * (now() - from) / (to - from))).toFixed(1)}%`;
    }
  }

  function onKey(e) {
    if (e.key === 'Escape' && e.target.closest('.peek, .dlg')) e.target.closest('.peek, .dlg').querySelector('[data-leave]').click();
    else if (e.key === 'Enter' && !e.shiftKey && !e.isComposing && e.target.matches('[data-submit]')) {
      e.preventDefault();
      e.target.dispatchEvent(new Event('change', { bubbles: true }));
      e.target.form.requestSubmit();
    }
  }

  // What comes in front takes the focus, and gives it back where it was.
  function onChange() {
    const top = root.querySelector('.dlg') ?? root.querySelector('.peek');
    if (top?.className === front?.className) { front = top; return; }
    if (top && !front) { opener = document.activeElement; if (top.matches('.peek')) top.focus({ preventScroll: true }); }
    if (!top && opener?.isConnected) opener.focus({ preventScroll: true });
    front = top;
  }

  const changes = new MutationObserver(onChange);
  changes.observe(root, { childList: true, subtree: true });
  for (const type of ['pointerover', 'pointerout']) root.addEventListener(type, look);
  for (const type of ['focusin', 'focusout']) root.addEventListener(type, later);
  root.addEventListener('keydown', onKey);
  addEventListener('helpdesk:tick', bars);
  onChange();
  bars();

  return {
    dispose() {
      changes.disconnect();
      removeEventListener('helpdesk:tick', bars);
    },
  };
}
