// The composer belongs to the browser: typing makes no round trip. Drafts are kept one second after the last key.
import { call } from '/js/live.js';
import { serveNames } from '/js/names.js';
import { attachComposer, detachComposer, newId, send as enqueue } from '/js/outbox.js';

const KEEP_AFTER = 1000, IDLE_AFTER = 5000, LARGEST = 16 * 1024 * 1024;

/** Serves one ticket's composer; options: { ticket, reply, note, tooLarge, typingEvery }. */
export function attach(root, ref, options) {
  const $ = name => root.querySelector(`[data-part="${name}"]`);
  const text = $('text'), hint = $('saved'), stale = $('stale'), error = $('error'), tray = $('files'), picker = $('picker');
  const ticket = options.ticket;
  const localKey = kind => `draft:${ticket}:${kind}`;
  const drafts = { reply: sessionStorage.getItem(localKey('reply')) ?? options.reply, note: sessionStorage.getItem(localKey('note')) ?? options.note };
  let kind = 'reply', timer, told = 0, idle, keeping = Promise.resolve(), picked = [], ids = {}, stop = new AbortController();
  const on = (target, type, handler) => target.addEventListener(type, handler, { signal: stop.signal });
  const names = serveNames({ text, list: $('names'), on, draw: () => call(ref, 'DrawNamesAsync'), changed: typed });

  function grow() {
    text.style.blockSize = 'auto';
    text.style.blockSize = `${Math.min(text.scrollHeight, 220)}px`;
  }

  // Colleagues see that a reply is being written: said with a key, but not with each, and once when it ends.
  function tellWrites(writes) {
    clearTimeout(idle);
    if (writes) idle = setTimeout(() => tellWrites(false), IDLE_AFTER);
    if (writes ? Date.now() - told < options.typingEvery : told === 0) return;
    told = writes ? Date.now() : 0;
    call(ref, 'Write', writes).catch(() => { /* the line is cut: what was said lapses, and the next key says it again */ });
  }

  function show(next) {
    tellWrites(false);
    kind = next;
    names.forget();
    text.value = drafts[kind];
    root.classList.toggle('note-on', kind === 'note');
    root.querySelectorAll('[data-mode]').forEach(tab => tab.setAttribute('aria-selected', String(tab.dataset.mode === kind)));
    text.placeholder = kind === 'note' ? text.dataset.notePlaceholder : text.dataset.replyPlaceholder;
    grow();
  }

  function focus(next) {
    if (next !== kind) show(next);
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
  }

  function typed() {
    drafts[kind] = text.value;
    sessionStorage.setItem(localKey(kind), text.value);
    hint.hidden = true;
    grow();
    tellWrites(kind === 'reply' && text.value.trim() !== '');
    clearTimeout(timer);
    timer = setTimeout(keep, KEEP_AFTER);
  }

  // Only one at a time, so that an older text can never arrive after a newer one.
  function keep() {
    clearTimeout(timer);
    keeping = keeping.then(async () => {
      for (const which of ['reply', 'note']) {
        const unsaved = sessionStorage.getItem(localKey(which));
        if (unsaved === null) continue;
        await call(ref, 'KeepDraftAsync', which === 'note', unsaved);
        if (sessionStorage.getItem(localKey(which)) === unsaved) sessionStorage.removeItem(localKey(which));
        hint.hidden = unsaved === '';
      }
    }).catch(() => {});
    return keeping;
  }

  function clear(which) {
    clearTimeout(timer);
    drafts[which] = '';
    sessionStorage.removeItem(localKey(which));
    if (which === kind) { text.value = ''; names.forget(); grow(); }
    hint.hidden = true;
  }

  async function send(anyway) {
    const which = kind, said = text.value.trim(), isNote = which === 'note';
    const sent = isNote ? [] : picked;
    if (said === '' && sent.length === 0) return;
    const seen = Number(document.querySelector(`.msgs[data-ticket="${ticket}"]`)?.dataset.seq ?? 0);
    const first = ids[which] ?? newId();
    delete ids[which];
    stale.hidden = error.hidden = true;
    tellWrites(false);
    clear(which);
    if (!isNote) { picked = []; drawFiles(); }
    text.focus();
    dispatchEvent(new CustomEvent('helpdesk:sent', { detail: ticket }));
    // A draft still under way must not come back after the send has removed it.
    await keeping;
    enqueue({ ticket, id: first, text: said, note: isNote, seen, anyway }, sent[0]);
    sent.slice(1).forEach(file => enqueue({ ticket, id: newId(), text: '', note: false, seen, anyway: true }, file));
  }

  function takeBack(item, refusal, file) {
    const which = item.note ? 'note' : 'reply';
    drafts[which] = drafts[which] ? `${item.text}\n${drafts[which]}` : item.text;
    sessionStorage.setItem(localKey(which), drafts[which]);
    ids[which] = item.id;
    if (file) { picked.unshift(file); drawFiles(); }
    show(which);
    if (refusal.quote !== null) {
      stale.querySelector('[data-title]').textContent = refusal.message;
      const quote = stale.querySelector('[data-quote]');
      quote.textContent = refusal.quote;
      quote.lang = refusal.language ?? '';
      stale.querySelector('time').textContent = refusal.time ?? '';
      stale.hidden = false;
    } else {
      error.querySelector('[data-title]').textContent = refusal.message;
      error.hidden = false;
    }
    text.focus();
    keep();
  }

  function drawFiles() {
    tray.replaceChildren(...picked.map(file => {
      const chip = $('chip').firstElementChild.cloneNode(true), picture = chip.querySelector('img');
      chip.querySelector('[data-name]').textContent = file.name;
      chip.querySelector('[data-size]').textContent = size(file.size);
      if (file.type.startsWith('image/')) { picture.src = URL.createObjectURL(file); picture.hidden = false; picture.onload = () => URL.revokeObjectURL(picture.src); }
      chip.querySelector('button').addEventListener('click', () => { picked = picked.filter(other => other !== file); drawFiles(); text.focus(); });
      return chip;
    }));
  }

  function pick(files) {
    error.hidden = true;
    for (const file of files) {
      if (file.size <= LARGEST) { picked.push(file); continue; }
      error.querySelector('[data-title]').textContent = options.tooLarge;
      error.hidden = false;
    }
    drawFiles();
    if (kind === 'note') show('reply');
    text.focus();
  }

  function onKey(e) {
    if (names.take(e)) return;
    if (e.key === 'Escape') { if (!stale.hidden) stale.hidden = true; else text.blur(); e.preventDefault(); return; }
    if (e.key !== 'Enter' || e.isComposing || e.keyCode === 229) return;
    const chord = e.ctrlKey || e.metaKey;
    if (e.shiftKey && !chord) return;
    e.preventDefault();
    send(chord && !stale.hidden);
  }

  on(text, 'input', () => { typed(); if (kind === 'note') names.follow(); });
  on(text, 'blur', () => tellWrites(false));
  on(text, 'keydown', onKey);
  on(text, 'paste', e => { const files = [...e.clipboardData.files]; if (files.length > 0) { e.preventDefault(); pick(files); } });
  on(root, 'dragover', e => { if (e.dataTransfer.types.includes('Files')) { e.preventDefault(); root.classList.add('drop'); } });
  on(root, 'dragleave', e => { if (!root.contains(e.relatedTarget)) root.classList.remove('drop'); });
  on(root, 'drop', e => { e.preventDefault(); root.classList.remove('drop'); pick([...e.dataTransfer.files]); });
  on(picker, 'change', () => { pick([...picker.files]); picker.value = ''; });
  on(root, 'click', e => {
    const act = e.target.closest('[data-act]')?.dataset.act, mode = e.target.closest('[data-mode]')?.dataset.mode;
    if (mode) focus(mode);
    else if (act === 'send') send(false);
    else if (act === 'anyway') send(true);
    else if (act === 'keep') { stale.hidden = true; text.focus(); }
    else if (act === 'attach') picker.click();
  });
  on(window, 'helpdesk:return', keep);
  // What was typed before this script arrived is a draft as well.
  if (text.value.trim() !== '') { drafts.reply = text.value.trim(); sessionStorage.setItem(localKey('reply'), drafts.reply); }
  show('reply');
  attachComposer(ticket, takeBack);
  if (sessionStorage.getItem(localKey('reply')) !== null || sessionStorage.getItem(localKey('note')) !== null) keep();

  return {
    dispose() {
      clearTimeout(timer);
      clearTimeout(idle);
      stop.abort();
      detachComposer(ticket);
    },
  };
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
