// Draws one customer's phone.
import { element, icon, iconButton, toggle } from './phones-parts.js';

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
    this.following = true;
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
    this.log.addEventListener('scroll', () => {
      this.following = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 60;
    });
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
    this.followEnd();
  }

  followEnd() {
    if (this.following) this.log.scrollTop = this.log.scrollHeight;
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
      picture.addEventListener('load', () => this.followEnd());
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
