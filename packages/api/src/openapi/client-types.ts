type Node = Readonly<Record<string, unknown>>;

/**
 * The client's types, written out from the document: one interface with an entry for each method of each path, so
 * that a compiler has little to do. The file is committed; a test says when it is no longer current.
 */
export function clientTypes(document: Node): string {
  const schemas = (document.components as { readonly schemas: Readonly<Record<string, Node>> })
    .schemas;
  const paths = document.paths as Readonly<Record<string, Readonly<Record<string, Node>>>>;
  const named = Object.entries(schemas).map(
    ([name, schema]) => `export type ${name} = ${typeOf(schema)};`,
  );
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      entry(method.toUpperCase(), path, operation),
    ),
  );
  return [
    '// Written by `pnpm generate` from openapi.json: not by hand.',
    '',
    ...named,
    '',
    'export interface Operations {',
    ...operations,
    '}',
    '',
  ].join('\n');
}

function entry(method: string, path: string, operation: Node): string {
  const parameters = (operation.parameters ?? []) as readonly (Node & {
    readonly name: string;
    readonly in: string;
  })[];
  const fields = [
    field(
      'params',
      parameters.filter((each) => each.in === 'path'),
    ),
    field(
      'query',
      parameters.filter((each) => each.in === 'query'),
    ),
    field(
      'headers',
      parameters.filter((each) => each.in === 'header'),
    ),
    ...bodyOf(operation),
    `answer: ${answerOf(operation)};`,
  ].filter((text) => text !== '');
  return `  /** ${String(operation.summary)} */\n  '${method} ${path}': { ${fields.join(' ')} };`;
}

function field(name: string, parameters: readonly (Node & { readonly name: string })[]): string {
  if (parameters.length === 0) return '';
  const required = parameters.some((each) => each.required === true);
  const members = parameters.map(
    (each) =>
      `${keyOf(each.name)}${each.required === true ? '' : '?'}: ${typeOf(each.schema as Node)}${each.required === true ? '' : ' | undefined'};`,
  );
  return `${name}${required ? '' : '?'}: { ${members.join(' ')} };`;
}

function bodyOf({ requestBody }: Node): readonly string[] {
  if (requestBody === undefined) return [];
  const { content } = requestBody as {
    readonly content: Readonly<Record<string, { readonly schema: Node }>>;
  };
  const schema = content['application/json']?.schema;
  return schema ? [`body: ${typeOf(schema)};`] : [];
}

/** Of the first good status. What is no JSON is a response to read. */
function answerOf({ responses }: Node): string {
  const good = Object.entries(responses as Readonly<Record<string, Node>>).find(([status]) =>
    status.startsWith('2'),
  );
  const content = (good?.[1].content ?? {}) as Readonly<Record<string, { readonly schema: Node }>>;
  const isAlone = Object.keys(content).length === 1;
  const schema = isAlone ? content['application/json']?.schema : undefined;
  if (schema) return typeOf(schema);
  return Object.keys(content).length > 0 ? 'Response' : 'undefined';
}

function typeOf(schema: Node): string {
  const { $ref, type, enum: values, anyOf, oneOf, allOf } = schema;
  if (typeof $ref === 'string') return $ref.replace('#/components/schemas/', '');
  if ('const' in schema) return JSON.stringify(schema.const);
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(' | ');
  for (const choice of [anyOf, oneOf])
    if (Array.isArray(choice)) return choice.map((each) => grouped(typeOf(each))).join(' | ');
  if (Array.isArray(allOf)) return allOf.map((each) => grouped(typeOf(each))).join(' & ');
  if (Array.isArray(type)) return type.map((each) => typeOf({ ...schema, type: each })).join(' | ');
  if (type === 'integer') return 'number';
  if (type === 'string' || type === 'number' || type === 'boolean' || type === 'null') return type;
  if (type === 'array') return `readonly ${grouped(typeOf((schema.items ?? {}) as Node))}[]`;
  if (type === 'object') return objectOf(schema);
  return 'unknown';
}

function objectOf({
  properties = {},
  required = [],
  additionalProperties,
  propertyNames,
}: Node): string {
  const members = Object.entries(properties as Readonly<Record<string, Node>>).map(
    ([name, schema]) => {
      const needed = (required as readonly string[]).includes(name);
      return `readonly ${keyOf(name)}${needed ? '' : '?'}: ${typeOf(schema)}${needed ? '' : ' | undefined'};`;
    },
  );
  if (members.length > 0 || typeof additionalProperties !== 'object')
    return `{ ${members.join(' ')} }`;
  const key = propertyNames ? typeOf(propertyNames as Node) : 'string';
  const value = typeOf(additionalProperties as Node);
  return key === 'string'
    ? `{ readonly [key: string]: ${value} }`
    : `{ readonly [Key in ${key}]?: ${value} | undefined }`;
}

const keyOf = (name: string) => (/^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`);
const grouped = (type: string) =>
  /[|&]/.test(type) && !/^\{.*\}$/.test(type) ? `(${type})` : type;
