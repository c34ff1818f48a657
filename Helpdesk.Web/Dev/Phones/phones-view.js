// Draws one customer's phone. All text goes in as textContent; nothing is ever parsed as HTML.

const ICONS = {
  phone: ['M7 2h10a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2z', 'M11 18h2'],
  desk: ['M4 5h16v10H4z', 'M8 19h8', 'M12 15v4'],
  link: ['M5 12.5a10 10 0 0 1 14 0', 'M8.5 16a5 5 0 0 1 7 0', 'M12 19.5h.01', 'M2 9a15 15 0 0 1 20 0'],
  hook: ['M4 12h12', 'M12 6l6 6-6 6', 'M21 5v14'],
  bolt: ['M13 2 4 14h7l-1 8 9-12h-7z'],
  burst: ['M3 6h13', 'M3 12h18', 'M3 18h9'],
  info: ['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', 'M12 11v5', 'M12 8h.01'],
  sun: ['M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z', 'M12 2v2', 'M12 20v2', 'M4.9 4.9l1.4 1.4', 'M17.7 17.7l1.4 1.4', 'M2 12h2', 'M20 12h2', 'M4.9 19.1l1.4-1.4', 'M17.7 6.3l1.4-1.4'],
  moon: ['M12 3a6 6 0 0 0 9 9 9 9 0 1 1-9-9z'],
  clip: ['M21 11.5 12.5 20a5.5 5.5 0 0 1-7.8-7.8L13 4a3.7 3.7 0 0 1 5.2 5.2l-8.3 8.3a1.8 1.8 0 0 1-2.6-2.6l7.7-7.7'],
  image: ['M4 4h16v16H4z', 'M8.5 10a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z', 'M20 15l-5-5L5 20'],
  send: ['M4 12 20 4l-6 16-3-7z', 'M11 13 20 4'],
  plus: ['M12 5v14', 'M5 12h14'],
  close: ['M6 6l12 12', 'M18 6 6 18'],
  reply: ['M9 14 4 9l5-5', 'M4 9h10a6 6 0 0 1 6 6v5'],
  smile: ['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', 'M8.5 14.5a4.5 4.5 0 0 0 7 0', 'M9 9.5h.01', 'M15 9.5h.01'],
  ban: ['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', 'M5.7 5.7l12.6 12.6'],
  file: ['M6 2h8l5 5v15H6z', 'M14 2v5h5'],
  mic: ['M12 3a3 3 0 0 1 3 3v6a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3z', 'M5 11a7 7 0 0 0 14 0', 'M12 18v3'],
  pin: ['M12 21s7-6.2 7-11a7 7 0 0 0-14 0c0 4.8 7 11 7 11z', 'M12 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z'],
  tick: ['M5 12.5 9.5 17 19 7.5'],
  ticks: ['M2 13l4.5 4.5L16 8', 'M12 17l.5.5L22 8'],
  store: ['M4 9 6 4h12l2 5', 'M4 9v11h16V9', 'M4 9h16', 'M10 20v-6h4v6'],
};

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  for (const line of ICONS[name]) {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', line);
    svg.append(path);
  }
  return svg;
}

export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

export function iconButton(name, label, className, onClick) {
  const button = element('button', className, icon(name));
  button.type = 'button';
  button.title = label;
  button.setAttribute('aria-label', label);
  button.addEventListener('click', onClick);
  return button;
}

export function toggle(label, checked, onChange, hint) {
  const box = element('input');
  box.type = 'checkbox';
  box.setAttribute('role', 'switch');
  box.checked = checked;
  box.addEventListener('change', () => onChange(box.checked));
  const words = element('span', 'switch-text', element('span', 'switch-name', label), hint ? element('span', 'hint', hint) : null);
  return { box, root: element('label', 'switch', words, box) };
}

function hashed(text, slots) {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return sum % slots + 1;
}

function initials(name) {
  return name.split(/\s+/).filter(Boolean).slice(0, 2).map(word => [...word][0]).join('\u200c');
}

export class Phone {
  constructor(model, texts, actions) {
    this.model = model;
    this.texts = texts;
    this.actions = actions;
    this.quoted = null;
    this.bubbles = new Map();
    this.root = element('article', 'device');
    this.build();
    this.update(model);
  }

  build() {
    const { texts, model, actions } = this;
    this.name = element('bdi', 'owner-name');
    const isLid = model.chat.endsWith('@lid');
    const digits = model.chat.split('@')[0];
    const number = element('bdi', 'owner-number', isLid ? texts.get('privacyId') : `+${digits}`);
    number.title = isLid ? model.chat : `+${digits}`;
    const avatar = element('span', `avatar av${hashed(model.name, 6)}`, initials(model.name));
    avatar.setAttribute('aria-hidden', 'true');
    this.online = toggle(texts.get('online'), model.online, () => this.tellPresence());
    this.reads = toggle(texts.get('reads'), model.reads, () => this.tellPresence());
    this.session = element('span', 'chip');
    const owner = element('header', 'owner', avatar, element('div', 'owner-text', this.name, number), this.session);
    const presence = element('div', 'presence', this.online.root, this.reads.root);

    this.business = element('bdi', 'chat-name');
    this.status = element('span', 'chat-status');
    this.status.setAttribute('aria-live', 'polite');
    this.clock = element('span', 'bar-time');
    const bar = element('div', 'bar', this.clock, element('span', 'island'), element('span', 'bar-signal', icon('link')));
    bar.setAttribute('aria-hidden', 'true');
    const face = element('span', 'avatar business', icon('store'));
    const top = element('div', 'chat-top', face, element('div', 'chat-text', this.business, this.status));

    this.log = element('div', 'log');
    this.log.setAttribute('role', 'log');
    this.log.tabIndex = 0;
    const screen = element('div', 'screen', bar, top, this.log, this.composer());
    this.root.append(owner, presence, element('div', 'frame', screen));
    this.empty = this.emptyState(actions);
  }

  composer() {
    const { texts, actions } = this;
    this.input = element('textarea', 'input');
    this.input.rows = 1;
    this.input.dir = 'auto';
    this.input.addEventListener('keydown', event => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.send();
      }
    });
    const picker = element('input');
    picker.type = 'file';
    picker.hidden = true;
    picker.addEventListener('change', () => {
      if (picker.files[0]) actions.sendFile(this.model, picker.files[0]);
      picker.value = '';
    });
    this.quoteText = element('span', 'quote-text');
    this.quoteText.dir = 'auto';
    this.quoteBar = element('div', 'quote-bar', this.quoteText, iconButton('close', texts.get('stopReply'), 'tool', () => this.quote(null)));
    this.quoteBar.hidden = true;
    return element('div', 'foot', this.quoteBar, element('div', 'composer',
      iconButton('clip', texts.get('attach'), 'tool', () => picker.click()), picker,
      iconButton('image', texts.get('sample'), 'tool', () => actions.sendSample(this.model)),
      this.input,
      iconButton('send', texts.get('send'), 'tool send', () => this.send())));
  }

  emptyState(actions) {
    const { texts, model } = this;
    const chips = actions.suggestions(model).map(text => {
      const chip = element('button', 'suggestion', text);
      chip.type = 'button';
      chip.dir = 'auto';
      chip.addEventListener('click', () => actions.sendText(this.model, text, null));
      return chip;
    });
    return element('div', 'empty', element('strong', '', texts.get('emptyTitle')), element('span', '', texts.get('emptyText')), ...chips);
  }

  update(model, connected = true, showSession = false) {
    this.model = model;
    const { texts } = this;
    this.name.textContent = model.name;
    this.root.setAttribute('aria-label', model.name);
    this.input.setAttribute('aria-label', texts.fill('messageTo', { name: model.name }));
    this.input.placeholder = texts.get('message');
    this.business.textContent = model.business;
    this.session.textContent = model.session;
    this.session.hidden = !showSession;
    this.online.box.checked = model.online;
    this.reads.box.checked = model.reads;
    this.reads.box.disabled = !model.online;
    this.clock.textContent = texts.time(Date.now());
    this.root.classList.toggle('offline', !model.online);
    this.status.classList.toggle('is-typing', model.typing && connected);
    this.status.textContent = !connected ? texts.get('notConnected') : model.typing ? texts.get('typing') : texts.get('businessOnline');
    this.updateLog(model.messages);
  }

  updateLog(messages) {
    const atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 60;
    const kept = new Set(messages.map(message => message.key));
    for (const [key, drawn] of this.bubbles) {
      if (!kept.has(key)) {
        drawn.node.remove();
        this.bubbles.delete(key);
      }
    }
    for (const message of messages) {
      const state = JSON.stringify(message);
      const drawn = this.bubbles.get(message.key);
      if (drawn?.state === state) continue;
      const node = this.bubble(message, messages);
      if (drawn) drawn.node.replaceWith(node);
      else this.log.append(node);
      this.bubbles.set(message.key, { node, state });
    }
    if (messages.length === 0) this.log.append(this.empty);
    else this.empty.remove();
    if (atEnd) this.log.scrollTop = this.log.scrollHeight;
  }

  bubble(message, messages) {
    const { texts, actions, model } = this;
    const bubble = element('div', `bubble ${message.fromBusiness ? 'in' : 'out'}`);
    const quoted = message.quoted && messages.find(other => other.key === message.quoted);
    if (message.revoked) {
      bubble.append(element('span', 'gone', icon('ban'), texts.get('revoked')));
    } else {
      if (quoted) bubble.append(this.quoteOf(quoted));
      bubble.append(...this.content(message));
    }
    const when = element('span', 'when', message.edited ? `${texts.get('edited')} ` : null, texts.time(message.time), this.ticks(message));
    bubble.append(when);
    if (message.reaction) bubble.append(element('span', 'reaction', message.reaction));
    const row = element('div', `row ${message.fromBusiness ? 'in' : 'out'}`, bubble);
    if (message.fromBusiness && !message.revoked) {
      row.append(element('span', 'row-tools',
        iconButton('reply', texts.get('reply'), 'tool small', () => this.quote(message)),
        iconButton('smile', texts.get('react'), 'tool small', () => actions.react(model, message.key, message.reaction ? '' : '👍'))));
    }
    return row;
  }

  quoteOf(message) {
    const box = element('span', 'quoted', this.summary(message));
    box.dir = 'auto';
    return box;
  }

  summary(message) {
    return message.text || message.place || message.file?.name || this.texts.get(message.type === 'image' ? 'picture' : 'file');
  }

  content(message) {
    const { texts, model } = this;
    const parts = [];
    const address = `/dev/whatsapp/files/${encodeURIComponent(model.session)}/${encodeURIComponent(message.key)}`;
    if (message.type === 'image' && message.file) {
      const picture = element('img', 'picture');
      picture.src = address;
      picture.alt = message.text || texts.get('picture');
      picture.addEventListener('load', () => { this.log.scrollTop = this.log.scrollHeight; });
      parts.push(picture);
    } else if (message.file) {
      const link = element('a', 'file', icon(message.type === 'ptt' ? 'mic' : 'file'),
        element('bdi', 'file-name', message.type === 'ptt' ? texts.get('voice') : message.file.name ?? texts.get('file')),
        element('span', 'hint', texts.size(message.file.size)));
      link.href = address;
      link.download = message.file.name ?? '';
      parts.push(link);
    }
    if (message.place) parts.push(element('span', 'file', icon('pin'), element('bdi', 'file-name', message.place)));
    if (message.text && message.type !== 'location') {
      const text = element('span', 'text', message.text);
      text.dir = 'auto';
      parts.push(text);
    }
    return parts;
  }

  ticks(message) {
    const level = Math.min(Math.max(message.ack, 1), 3);
    const label = this.texts.get(`ack${level}`);
    const mark = element('span', `ticks ack${level}`, icon(level > 1 ? 'ticks' : 'tick'));
    mark.setAttribute('role', 'img');
    mark.setAttribute('aria-label', label);
    mark.title = label;
    return mark;
  }

  quote(message) {
    this.quoted = message?.key ?? null;
    this.quoteBar.hidden = !message;
    this.quoteText.textContent = message ? this.summary(message) : '';
    if (message) this.input.focus();
  }

  send() {
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = '';
    this.actions.sendText(this.model, text, this.quoted);
    this.quote(null);
    this.input.focus();
  }

  tellPresence() {
    this.actions.setPresence(this.model, this.online.box.checked, this.online.box.checked && this.reads.box.checked);
  }
}
