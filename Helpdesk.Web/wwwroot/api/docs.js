// Shows the API's own description: no library, no other host, and everything as text.
import { example, resolve, shapeOf } from './docs-shapes.js';

const page = document.getElementById('api-docs');
const words = page.dataset;
const methods = ['get', 'post', 'put', 'patch', 'delete'];

function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

// What is code reads from left to right in every language.
function code(text, tag = 'code') {
  const element = make(tag, null, text);
  element.dir = 'ltr';
  return element;
}

function section(title, content) {
  return content ? make('section', null, make('h3', null, title), content) : null;
}

function table(rows) {
  return rows.length ? make('table', 'tbl', make('tbody', null, ...rows.map(cells => make('tr', null, ...cells.map(cell => make('td', null, cell)))))) : null;
}

function text(words) {
  const element = make('span', null, words ?? '');
  element.dir = 'auto';
  return element;
}

function mark(name, required) {
  return make('span', null, code(name), required ? make('small', null, words.required) : null);
}

function parameters(operation) {
  return table((operation.parameters ?? []).map(p => [mark(p.name, p.required), code(shapeOf(p.schema)), text(p.description)]));
}

function members(schema) {
  const required = new Set(schema.required ?? []);
  return table(Object.entries(schema.properties ?? {}).map(([name, member]) => [mark(name, required.has(name)), code(shapeOf(member)), text(member.description)]));
}

function answers(operation) {
  return table(Object.entries(operation.responses).map(([status, answer]) => [
    code(status), text(answer.description), code(shapeOf(Object.values(answer.content ?? {})[0]?.schema)),
  ]));
}

function curl(description, path, method, operation) {
  const address = location.origin + path.replace(/\{(\w+)\}/g, '1');
  const lines = [`curl${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} ${address}`, '-H "Authorization: Bearer $TOKEN"'];
  const schema = operation.requestBody?.content['application/json']?.schema;
  if (schema) lines.push('-H "Content-Type: application/json"', `-d '${JSON.stringify(example(description, schema))}'`);
  return code(lines.join(' \\\n  '), 'pre');
}

function show(description, path, method, operation) {
  const id = `${method}-${path.replace(/\W+/g, '-')}`;
  const schema = operation.requestBody?.content['application/json']?.schema;
  const success = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))?.[1];
  const shown = Object.values(success?.content ?? {})[0]?.schema;
  const head = make('summary', null, make('b', `verb ${method}`, method.toUpperCase()), code(path), text(operation.summary));
  const details = make('details', 'card', head,
    operation.description ? make('p', null, text(operation.description)) : null,
    section(words.parameters, parameters(operation)),
    section(words.body, schema ? members(resolve(description, schema)) : null),
    section(words.answers, answers(operation)),
    section(words.example, curl(description, path, method, operation)),
    shown ? code(JSON.stringify(example(description, shown), null, 2), 'pre') : null);
  details.id = id;
  details.open = location.hash === `#${id}`;
  return details;
}

function operations(description) {
  const byTag = new Map();
  for (const [path, item] of Object.entries(description.paths)) {
    for (const method of methods.filter(m => item[m])) {
      const tag = item[method].tags?.[0] ?? '';
      byTag.set(tag, [...byTag.get(tag) ?? [], show(description, path, method, item[method])]);
    }
  }

  return [...byTag].flatMap(([tag, shown]) => [make('h2', null, text(tag)), ...shown]);
}

function shapes(description) {
  return Object.entries(description.components?.schemas ?? {}).filter(([, schema]) => schema.properties || schema.enum).map(([name, schema]) => {
    const details = make('details', 'card', make('summary', null, code(name)), schema.enum ? code(schema.enum.join(' | ')) : members(schema));
    details.id = `shape-${name}`;
    return details;
  });
}

try {
  const answer = await fetch(words.document);
  if (!answer.ok) throw new Error(String(answer.status));
  const description = await answer.json();
  page.querySelector('.api-state').remove();
  page.append(...operations(description), make('h2', null, words.schemas), ...shapes(description));
} catch {
  page.querySelector('.api-state').textContent = words.failed;
}
