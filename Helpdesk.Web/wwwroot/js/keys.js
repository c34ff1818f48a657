// Single keys, outside of inputs, by position (event.code), so that they work on an Arabic layout. They can be switched off (WCAG 2.1.4).
const OFF = 'keys-off';

export const enabled = () => localStorage.getItem(OFF) === null;

/** Whether a key press belongs to something that takes text, or to an open menu or dialog. */
export const isTaken = e =>
  e.defaultPrevented || e.isComposing || e.ctrlKey || e.metaKey || e.altKey || !enabled()
  || e.target.closest?.('input, textarea, select, [contenteditable], [data-menu], dialog[open]') !== null;

const visible = element => element.getClientRects().length > 0 && !element.disabled;

function press(code) {
  // The last one lies on top: a drawer closes before the thread below it is left.
  const button = [...document.querySelectorAll(`[data-key="${code}"]`)].findLast(visible);
  button?.click();
  return button !== undefined;
}

/** Starts listening. */
export function startKeys() {
  const toggle = document.querySelector('[data-keys-toggle]');
  if (toggle) {
    toggle.checked = enabled();
    toggle.addEventListener('change', () => toggle.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, '1'));
  }
  document.addEventListener('keydown', e => {
    if (isTaken(e)) return;
    if (e.key === '?') { document.getElementById('keys')?.showModal(); e.preventDefault(); return; }
    if (e.shiftKey) return;
    if (e.code === 'Escape' ? press('Escape') : /^Key[A-Z]$/.test(e.code) && press(e.code)) e.preventDefault();
  });
}
