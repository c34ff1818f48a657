// Everything the frame needs from the browser, served by delegation: drawers, dialogs, copying, pictures.
import { startClocks } from './clock.js';
import { startKeys } from './keys.js';
import { startLive } from './live.js';
import { startMenus } from './menus.js';
import { setSound, soundOn, startNotify } from './notify.js';

export { chime, setUnread } from './notify.js';

let started = false;

/** The browser's IANA zone. */
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Opens a dialog the server has drawn. */
export const openDialog = id => document.getElementById(id)?.showModal();

/** Closes a dialog when the server has done what it was opened for. */
export const closeDialog = id => document.getElementById(id)?.close();

function toggleDrawer(name) {
  const console = document.querySelector('.console');
  if (!console) return;
  if (console.dataset.open === name) delete console.dataset.open; else console.dataset.open = name;
}

function openPicture(link) {
  const box = document.getElementById('lightbox'), picture = box.querySelector('img');
  picture.src = link.href;
  picture.alt = link.dataset.picture;
  box.querySelector('a').href = link.href;
  box.showModal();
}

async function copy(button) {
  try { await navigator.clipboard.writeText(button.dataset.copy); } catch { return; }
  button.classList.add('copied');
  setTimeout(() => button.classList.remove('copied'), 1500);
}

function onClick(e) {
  const target = e.target.closest('[data-toggle], [data-dialog], [data-close], [data-copy], [data-picture], [data-reload], .drawer-scrim, .view');
  if (target === null) { if (e.target.matches?.('dialog[open]')) e.target.close(); return; }
  if (target.dataset.toggle) toggleDrawer(target.dataset.toggle);
  else if (target.dataset.dialog) document.getElementById(target.dataset.dialog)?.showModal();
  else if (target.dataset.close !== undefined) target.closest('dialog')?.close();
  else if (target.dataset.copy) copy(target);
  else if (target.dataset.picture !== undefined) { e.preventDefault(); openPicture(target); }
  else if (target.dataset.reload !== undefined) location.reload();
  else delete document.querySelector('.console')?.dataset.open;
}

/** Starts the frame, once per page. */
export function start(chip, words) {
  if (started) return;
  started = true;
  document.addEventListener('click', onClick);
  const sound = document.querySelector('[data-sound-toggle]');
  if (sound) {
    sound.checked = soundOn();
    sound.addEventListener('change', () => setSound(sound.checked));
  }
  startMenus();
  startKeys();
  startNotify();
  startClocks(words);
  startLive(chip);
}
