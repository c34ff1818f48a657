// Menus are native popovers: this places them beside their button, moves through them by arrow keys and filters them.
const GAP = 4;

function place(menu, button) {
  const b = button.getBoundingClientRect(), m = menu.getBoundingClientRect();
  const rtl = document.documentElement.dir === 'rtl';
  const wish = rtl ? b.right - m.width : b.left;
  const left = Math.min(Math.max(8, wish), innerWidth - m.width - 8);
  const below = b.bottom + GAP + m.height <= innerHeight - 8;
  menu.style.left = `${left}px`;
  menu.style.top = `${below ? b.bottom + GAP : Math.max(8, b.top - GAP - m.height)}px`;
}

const items = menu => [...menu.querySelectorAll('[data-item]')].filter(item => !item.hidden);

function filter(menu, text) {
  const wanted = text.trim().toLocaleLowerCase();
  menu.querySelectorAll('[data-item]').forEach(item => { item.hidden = !item.textContent.toLocaleLowerCase().includes(wanted); });
  const none = menu.querySelector('[data-none]');
  if (none) none.hidden = items(menu).length > 0;
}

function step(menu, by) {
  const all = items(menu), at = all.indexOf(document.activeElement);
  all[(at + by + all.length) % all.length]?.focus();
}

/** Starts serving every menu of the page. */
export function startMenus() {
  document.addEventListener('toggle', e => {
    const menu = e.target;
    if (!menu.matches?.('[data-menu]') || e.newState !== 'open') return;
    place(menu, document.querySelector(`[popovertarget="${menu.id}"]`));
    const field = menu.querySelector('[data-filter]');
    if (field) { field.value = ''; filter(menu, ''); }
    (field ?? menu.querySelector('[aria-checked=true]') ?? items(menu)[0])?.focus();
  }, true);
  document.addEventListener('input', e => {
    if (e.target.matches('[data-filter]')) filter(e.target.closest('[data-menu]'), e.target.value);
  });
  document.addEventListener('click', e => {
    const item = e.target.closest('[data-menu] [data-item]');
    if (item) item.closest('[data-menu]').hidePopover();
  });
  document.addEventListener('keydown', e => {
    const menu = e.target.closest?.('[data-menu]');
    if (!menu || e.isComposing) return;
    if (e.key === 'ArrowDown') step(menu, 1);
    else if (e.key === 'ArrowUp') step(menu, -1);
    else if (e.key === 'Enter' && e.target.matches('[data-filter]')) items(menu)[0]?.click();
    else if (e.key === 'Tab') menu.hidePopover();
    else return;
    if (e.key !== 'Tab') e.preventDefault();
  });
}
