// What a hidden tab can say: a count in the title and on the icon, and by choice a sound.
const SOUND = 'sound-on';
let unread = 0, audio;

export const soundOn = () => localStorage.getItem(SOUND) !== null;

/** Switches the sound; a first tone shows what it is like, and opens the audio device while a click allows it. */
export function setSound(on) {
  if (on) { localStorage.setItem(SOUND, '1'); ping(); } else localStorage.removeItem(SOUND);
}

/** A notification's tone, from one tab of however many are open, unless the reader is looking at what it is about. */
export function chime(link) {
  if (!soundOn() || (link && location.pathname === link && !document.hidden && document.hasFocus())) return;
  if (!navigator.locks) { ping(); return; }
  navigator.locks.request('chime', { ifAvailable: true }, async lock => {
    if (!lock) return;
    ping();
    await new Promise(done => setTimeout(done, 1000));
  });
}

function ping() {
  audio ??= new AudioContext();
  [[880, 0], [1174.7, 0.12]].forEach(([pitch, after]) => {
    const tone = audio.createOscillator(), volume = audio.createGain(), from = audio.currentTime + after;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, from);
    volume.gain.exponentialRampToValueAtTime(0.12, from + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, from + 0.22);
    tone.connect(volume).connect(audio.destination);
    tone.start(from);
    tone.stop(from + 0.24);
  });
}

const prefix = () => unread > 0 ? `(${unread}) ` : '';

function title() {
  const wanted = prefix() + document.title.replace(/^\(\d+\) /, '');
  if (document.title !== wanted) document.title = wanted;
}

function icon() {
  const link = document.querySelector('link[rel=icon]');
  if (!link) return;
  link.dataset.plain ??= link.href;
  if (unread === 0) { link.href = link.dataset.plain; return; }
  const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 32 }), c = canvas.getContext('2d');
  c.fillStyle = '#0f766e';
  c.beginPath(); c.roundRect(0, 0, 32, 32, 9); c.fill();
  c.fillStyle = '#fff';
  c.font = `600 ${unread > 9 ? 16 : 20}px system-ui, sans-serif`;
  c.textAlign = 'center'; c.textBaseline = 'middle';
  c.fillText(unread > 99 ? '99' : String(unread), 16, 17);
  link.href = canvas.toDataURL('image/png');
}

/** Shows how many conversations wait to be read. */
export function setUnread(count) {
  unread = count;
  title();
  icon();
}

/** Keeps the count in front whatever page names itself. */
export function startNotify() {
  new MutationObserver(title).observe(document.head, { childList: true, subtree: true, characterData: true });
}
