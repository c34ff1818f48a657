// Icons and small elements. All text goes in as textContent; nothing is ever parsed as HTML.

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
