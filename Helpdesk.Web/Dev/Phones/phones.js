// The practice phones: one stream of state from the server, one POST for each action.
import { element, icon, toggle } from './phones-parts.js';
import { Phone } from './phones-view.js';

const ROOT = '/dev/whatsapp';
const PLURALS = { ar: ['zero', 'one', 'two', 'few', 'many', 'other'], en: ['one', 'other'] };
const SWITCHES = ['drop', 'duplicate', 'shuffle', 'slow', 'fail', 'silent'];
const page = document.documentElement;
const byId = id => document.getElementById(id);
const phones = new Map();
const models = new Map();
let strip = null;
let addTile = null;
let switchBoxes = new Map();
let texts = null;
const languages = new Map();

class Texts {
  constructor(language, values) {
    this.language = language;
    this.values = values;
    const locale = language === 'ar' ? 'ar-u-nu-latn' : 'en';
    this.numbers = new Intl.NumberFormat(locale);
    this.times = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
    this.rules = new Intl.PluralRules(language);
  }

  get(key) { return this.values[key] ?? key; }

  fill(key, values) { return this.get(key).replace(/\{(\w+)\}/g, (_, name) => values[name]); }

  count(key, number) {
    const forms = this.get(key).split('|');
    const form = forms[PLURALS[this.language].indexOf(this.rules.select(number))] ?? forms.at(-1);
    return form.replace('{n}', this.numbers.format(number));
  }

  time(milliseconds) { return this.times.format(milliseconds); }

  size(bytes) { return bytes < 1024 ? this.count('bytes', bytes) : this.fill('kilobytes', { n: this.numbers.format(Math.round(bytes / 1024)) }); }

  suggestions() { return ['suggestion1', 'suggestion2', 'suggestion3'].map(key => this.get(key)); }
}

async function post(path, body) {
  try {
    const reply = await fetch(`${ROOT}/${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    if (!reply.ok) showAlert('actionFailed');
    return reply.ok;
  } catch {
    showAlert('actionFailed');
    return false;
  }
}

const of = model => ({ session: model.session, chat: model.chat });

const actions = {
  // A customer writes in the language of their name.
  suggestions: model => languages.get(/[\u0600-\u06ff]/.test(model.name) ? 'ar' : 'en').suggestions(),
  sendText: (model, text, quoted) => post('text', { ...of(model), text, quoted }),
  react: (model, key, emoji) => post('react', { ...of(model), key, emoji }),
  setPresence: (model, online, reads) => post('presence', { ...of(model), online, reads }),
  sendSample: model => post('file', { ...of(model), dataUrl: samplePicture(), name: 'sample.png', caption: texts.get('samplePicture') }),
  sendFile(model, file) {
    const reader = new FileReader();
    reader.addEventListener('load', () => post('file', {
      ...of(model), dataUrl: reader.result.replace(/^data:;/, 'data:application/octet-stream;'), name: file.name, caption: '',
    }));
    reader.readAsDataURL(file);
  },
};

function samplePicture() {
  const canvas = element('canvas');
  [canvas.width, canvas.height] = [480, 320];
  const draw = canvas.getContext('2d');
  const hue = Math.floor(Math.random() * 360);
  const sky = draw.createLinearGradient(0, 0, 480, 320);
  sky.addColorStop(0, `hsl(${hue} 65% 72%)`);
  sky.addColorStop(1, `hsl(${hue + 50} 60% 48%)`);
  draw.fillStyle = sky;
  draw.fillRect(0, 0, 480, 320);
  draw.fillStyle = 'rgb(255 255 255 / .8)';
  draw.beginPath();
  draw.arc(370, 90, 38, 0, 7);
  draw.fill();
  for (const [x, y, size] of [[120, 210, 130], [300, 240, 150], [430, 260, 110]]) {
    draw.fillStyle = `hsl(${hue + 70} 45% ${22 + size / 12}%)`;
    draw.beginPath();
    draw.moveTo(x - size * 1.3, 330);
    draw.lineTo(x, y - 60);
    draw.lineTo(x + size * 1.3, 330);
    draw.fill();
  }
  return canvas.toDataURL('image/png');
}

function showAlert(key) {
  const alert = byId('alert');
  alert.hidden = !key;
  alert.dataset.key = key ?? '';
  alert.textContent = key ? texts.get(key) : '';
}

function isConnected(session) {
  return strip?.sessions.find(one => one.name === session)?.state === 'Connected';
}

function drawPhones() {
  const several = (strip?.sessions.length ?? 0) > 1;
  for (const [id, model] of models) {
    let phone = phones.get(id);
    if (!phone) {
      phone = new Phone(model, texts, actions);
      phones.set(id, phone);
      byId('phones').insertBefore(phone.root, addTile);
    }
    phone.update(model, isConnected(model.session), several);
  }
  drawAddTile();
}

// Not before the first phone: on a narrow screen the row stays at what it showed first.
function drawAddTile() {
  if (addTile || !strip || phones.size === 0) return;
  addTile = element('button', 'add', icon('plus'), element('span', 'add-name', texts.get('addPhone')), element('span', 'hint', texts.get('addPhoneHint')));
  addTile.type = 'button';
  addTile.addEventListener('click', openAddDialog);
  byId('phones').append(addTile);
}

function openAddDialog() {
  const select = byId('add-form').elements.session;
  select.replaceChildren(...strip.sessions.map(session => new Option(session.name, session.name)));
  byId('add-session').hidden = strip.sessions.length < 2;
  byId('add-problem').hidden = true;
  byId('add-dialog').showModal();
}

async function addPhone(event) {
  event.preventDefault();
  const { name, number, session } = event.target.elements;
  const digits = number.value.replace(/\D/g, '');
  byId('add-problem').hidden = name.value.trim() !== '' && digits.length >= 7 && digits.length <= 20;
  if (byId('add-problem').hidden && await post('phones', { session: session.value, number: number.value.trim(), name: name.value })) {
    byId('add-dialog').close();
    event.target.reset();
  }
}

function drawSession(session) {
  const connected = session.state === 'Connected';
  const state = connected ? 'connected' : session.state === 'Closed' ? 'disconnected' : 'waiting';
  const button = element('button', 'button', texts.get(connected ? 'disconnect' : 'connect'));
  button.type = 'button';
  button.setAttribute('aria-label', texts.fill(connected ? 'disconnectNamed' : 'connectNamed', { name: session.name }));
  button.addEventListener('click', () => post('sessions', { name: session.name, connected: !connected }));
  return element('li', 'session',
    element('span', `dot ${state}`),
    element('div', 'session-text',
      element('bdi', 'session-name', session.name),
      element('span', 'hint', element('span', '', texts.get(state)), session.number ? element('bdi', 'number', `+${session.number}`) : null)),
    button);
}

function drawSwitches() {
  switchBoxes = new Map(SWITCHES.map(name => [name, toggle(texts.get(name), false, tellSwitches, texts.get(`${name}Hint`))]));
  byId('switches').replaceChildren(...[...switchBoxes.values()].map(one => one.root));
}

function tellSwitches() {
  post('switches', Object.fromEntries([...switchBoxes].map(([name, one]) => [name, one.box.checked])));
}

function drawStrip() {
  if (!strip) return;
  byId('sessions').replaceChildren(...strip.sessions.map(drawSession));
  byId('webhook-missing').hidden = Boolean(strip.webhookUrl);
  byId('webhook-address').hidden = !strip.webhookUrl;
  byId('webhook-url').textContent = strip.webhookUrl ?? '';
  byId('posted').textContent = texts.count('posted', strip.posted);
  byId('failed').textContent = texts.count('failed', strip.failed);
  byId('failed').classList.toggle('bad', strip.failed > 0);
  byId('delivered').textContent = texts.count('delivered', strip.delivered);
  for (const [name, one] of switchBoxes) one.box.checked = strip.switches[name];
  const on = SWITCHES.filter(name => strip.switches[name]).length;
  byId('trouble-on').hidden = on === 0;
  byId('trouble-on').textContent = texts.count('troubleOn', on);
}

function drawTexts() {
  page.lang = texts.language;
  page.dir = texts.language === 'ar' ? 'rtl' : 'ltr';
  document.title = `${texts.get('title')} · Helpdesk`;
  for (const node of document.querySelectorAll('[data-text]')) node.textContent = texts.get(node.dataset.text);
  for (const node of document.querySelectorAll('[data-label]')) node.setAttribute('aria-label', texts.get(node.dataset.label));
  byId('language').lang = texts.language === 'ar' ? 'en' : 'ar';
  if (byId('alert').dataset.key) showAlert(byId('alert').dataset.key);
  drawTheme();
  phones.clear();
  byId('phones').replaceChildren();
  addTile = null;
  drawSwitches();
  drawStrip();
  drawPhones();
}

function drawTheme() {
  const dark = page.dataset.theme === 'dark';
  const label = texts.get(dark ? 'themeLight' : 'themeDark');
  byId('theme').replaceChildren(icon(dark ? 'sun' : 'moon'));
  byId('theme').title = label;
  byId('theme').setAttribute('aria-label', label);
}

function remember(name, value) {
  document.cookie = `dev-phones-${name}=${value}; path=${ROOT}; max-age=31536000; samesite=lax`;
}

async function load(language) {
  const reply = await fetch(`${ROOT}/texts?lang=${language}`);
  languages.set(language, new Texts(language, await reply.json()));
}

function setLanguage(language) {
  texts = languages.get(language);
  drawTexts();
}

function listen() {
  const stream = new EventSource(`${ROOT}/stream`);
  stream.addEventListener('open', () => showAlert(null));
  stream.addEventListener('error', () => showAlert('streamLost'));
  stream.addEventListener('strip', event => {
    strip = JSON.parse(event.data);
    drawStrip();
    drawPhones();
  });
  stream.addEventListener('phone', event => {
    const model = JSON.parse(event.data);
    models.set(`${model.session}/${model.chat}`, model);
    drawPhones();
  });
}

for (const node of document.querySelectorAll('[data-icon]')) node.append(icon(node.dataset.icon));
byId('language').addEventListener('click', () => {
  const language = page.lang === 'ar' ? 'en' : 'ar';
  remember('lang', language);
  setLanguage(language);
});
byId('theme').addEventListener('click', () => {
  page.dataset.theme = page.dataset.theme === 'dark' ? 'light' : 'dark';
  remember('theme', page.dataset.theme);
  drawTheme();
});
byId('burst').addEventListener('click', () => post('burst', { count: 50 }));
byId('add-form').addEventListener('submit', addPhone);
byId('add-cancel').addEventListener('click', () => byId('add-dialog').close());
await Promise.all([load('en'), load('ar')]);
setLanguage(page.lang);
listen();
