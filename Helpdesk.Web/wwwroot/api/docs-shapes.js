// Reads JSON schemas as far as our own description uses them.

/** The schema itself, where only its name stands. */
export function resolve(description, schema) {
  return schema.$ref ? description.components.schemas[nameOf(schema)] : schema;
}

function nameOf(schema) {
  return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
}

function typesOf(schema) {
  return [schema.type ?? []].flat();
}

/** A schema in a word: `Ticket[]`, `integer?`, `low | high`. */
export function shapeOf(schema) {
  if (!schema) return '';
  if (schema.$ref) return nameOf(schema);
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) {
    const some = choices.filter(choice => choice.type !== 'null');
    return some.map(shapeOf).join(' | ') + (some.length < choices.length ? '?' : '');
  }

  const types = typesOf(schema);
  const optional = types.includes('null') ? '?' : '';
  if (schema.enum) return schema.enum.filter(name => name !== null).join(' | ') + optional;
  const type = types.find(name => name !== 'null') ?? 'object';
  if (type === 'array') return `${shapeOf(schema.items)}[]${optional}`;
  return (schema.format === 'date-time' ? 'date-time' : type) + optional;
}

/** A value that fits a schema. */
export function example(description, schema, depth = 0) {
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return example(description, choices.find(choice => choice.type !== 'null') ?? choices[0], depth);
  const known = resolve(description, schema);
  if (known !== schema && (known.oneOf ?? known.anyOf)) return example(description, known, depth);
  if (known.default !== undefined) return known.default;
  if (known.enum) return known.enum.find(name => name !== null);
  switch (typesOf(known).find(name => name !== 'null')) {
    case 'array': return depth > 3 ? [] : [example(description, known.items, depth + 1)];
    case 'integer':
    case 'number': return 1;
    case 'boolean': return false;
    case 'string': return known.format === 'date-time' ? '2026-03-02T09:00:00+00:00' : 'text';
    default: return Object.fromEntries(Object.entries(known.properties ?? {}).map(([name, member]) => [name, example(description, member, depth + 1)]));
  }
}
