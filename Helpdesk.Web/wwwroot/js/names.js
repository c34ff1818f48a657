// Naming a colleague in a text: an @ at its start or after a blank opens a list beside it. .NET draws the list once; it is filtered and chosen from here.
const AT_CARET = /(?<=^|\s)@([^@\n]*)$/u;

// Case, accents and the Arabic forms that people write for one another do not matter.
const fold = text => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ى', 'ي').replaceAll('ة', 'ه').toLowerCase();

/** Serves one text and its listbox, whose options bear data-name; draw() has .NET draw them, changed() is told of a name put in. */
export function serveNames({ text, list, on, draw, changed }) {
  // What stood before the caret when a name was chosen or refused: it opens nothing any more.
  let settled = '', at = -1, active = null, wanted = false, drawing = null, drawn = false;

  const beforeCaret = () => text.value.slice(0, text.selectionStart);
  const offered = () => [...list.children].filter(option => !option.hidden);

  function mark(option) {
    active?.setAttribute('aria-selected', 'false');
    active = option;
    active.setAttribute('aria-selected', 'true');
    active.scrollIntoView({ block: 'nearest' });
    text.setAttribute('aria-controls', list.id);
    text.setAttribute('aria-activedescendant', active.id);
  }

  function close() {
    wanted = false;
    if (list.hidden) return;
    list.hidden = true;
    text.removeAttribute('aria-controls');
    text.removeAttribute('aria-activedescendant');
  }

  function settle() {
    settled = beforeCaret();
    close();
  }

  function filter(typed) {
    const wish = fold(typed);
    for (const option of list.children) {
      const name = fold(option.dataset.name);
      option.hidden = !name.startsWith(wish) && !name.includes(` ${wish}`);
    }
  }

  /** The text changed under the caret. */
  function follow() {
    const before = beforeCaret(), found = AT_CARET.exec(before);
    // A blank may end the name: what follows need not be one.
    if (!found || found[1].endsWith(' ') || (settled.length > found.index && before.startsWith(settled))) { close(); return; }
    wanted = true;
    if (!drawn) {
      // Cut off, the text is typed on without a list; the next key asks again.
      drawing ??= draw().then(() => { drawn = true; if (wanted) follow(); }, () => {}).finally(() => { drawing = null; });
      return;
    }

    filter(found[1]);
    const all = offered();
    if (all.length === 0) { close(); return; }
    at = found.index;
    list.hidden = false;
    mark(all.includes(active) ? active : all[0]);
  }

  function choose(option) {
    const caret = text.selectionStart, blank = /^\s/u.test(text.value.slice(caret)) ? '' : ' ';
    text.setRangeText(`@${option.dataset.name}${blank}`, at, caret, 'end');
    settle();
    changed();
  }

  /** Takes a key that is the open list's; says whether it was. */
  function take(e) {
    if (list.hidden || e.isComposing || e.keyCode === 229 || e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key], all = offered();
    if (step) mark(all[(all.indexOf(active) + step + all.length) % all.length]);
    else if (e.key === 'Enter' || e.key === 'Tab') choose(active);
    else if (e.key === 'Escape') settle();
    else {
      if (['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(e.key)) close();
      return false;
    }

    e.preventDefault();
    return true;
  }

  // The text keeps the caret while the list is pointed at.
  on(list, 'mousedown', e => e.preventDefault());
  on(list, 'click', e => { const option = e.target.closest('[role=option]'); if (option) choose(option); });
  on(text, 'click', close);
  on(text, 'blur', close);

  return { follow, take, forget() { settled = ''; close(); } };
}
