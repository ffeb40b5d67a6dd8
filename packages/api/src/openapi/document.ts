import { z } from 'zod';
import type { Operation } from '../operation.ts';
import { problemSchema, schemaNames } from '../schemas/common.ts';

type Node = Readonly<Record<string, unknown>>;

/** What a refusal means, where an operation says nothing more of it. */
const refusals: Readonly<Record<number, string>> = {
  400: 'The request is not understood',
  401: 'Not logged in, or the credential is not valid',
  403: 'This is not allowed',
  404: 'Nothing has that id, or it is not yours',
  409: 'Its state does not allow that, or someone changed it in the meantime',
  412: 'It has changed since it was read',
  413: 'The body is too large',
  415: 'The body is not JSON',
  421: 'The server is not called so',
  422: 'The Idempotency-Key was used for another request',
  423: 'It is locked or disabled',
  428: 'If-Match is missing',
  429: 'Too many requests',
  500: 'Something went wrong here',
  501: 'This server cannot do that',
  502: 'A service that this server asked did not answer',
  503: 'Not at the moment',
};
const always = [400, 404, 421, 429, 500, 503];

interface WholeSchema {
  readonly properties: { readonly it: Node };
  readonly $defs?: Readonly<Record<string, Node>>;
}

/** OpenAPI 3.1 of these operations. zod's JSON Schema is the dialect that 3.1 uses. */
export function openApiDocument(operations: readonly Operation[], version: string): Node {
  const components: Record<string, Node> = {};
  const paths: Record<string, Record<string, Node>> = {};
  for (const operation of operations) {
    const path = paths[operation.path] ?? {};
    path[operation.method.toLowerCase()] = described(operation, components);
    paths[operation.path] = path;
  }
  schemaOf(problemSchema, 'input', components);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Earmark',
      version,
      description:
        'Every list has pages by cursor; errors are RFC 9457 problems with a `code`; live events are at `/api/events` and `/ws`.',
    },
    paths,
    components: {
      responses: Object.fromEntries(
        Object.entries(refusals).map(([status, text]) => [status, refused(text)]),
      ),
      schemas: Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key: emk_…' },
        session: { type: 'apiKey', in: 'cookie', name: 'earmark' },
      },
    },
  };
}

function described(operation: Operation, components: Record<string, Node>): Node {
  const { access, body } = operation;
  return {
    operationId: operation.id,
    summary: operation.summary,
    tags: [operation.group],
    security: access.for === 'open' ? [] : [{ key: [] }, { session: [] }],
    'x-access': access,
    parameters: parametersOf(operation, components),
    ...(body
      ? {
          requestBody: {
            required: !body.safeParse(undefined).success,
            content: { 'application/json': { schema: schemaOf(body, 'input', components) } },
          },
        }
      : {}),
    responses: responsesOf(operation, components),
  };
}

function parametersOf(operation: Operation, components: Record<string, Node>): readonly Node[] {
  const of = (place: string, schema: z.ZodObject | undefined) =>
    Object.entries(schema?.shape ?? {}).map(([name, part]) => ({
      name,
      in: place,
      required: place === 'path' || !(part as z.ZodType).safeParse(undefined).success,
      schema: schemaOf(part as z.ZodType, 'output', components),
    }));
  const header = (name: string, required: boolean, description: string) => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  });
  const { access } = operation;
  return [
    ...of('path', operation.params),
    ...of('query', operation.query),
    ...(access.for === 'account' && access.named !== 'body'
      ? [
          {
            name: 'account',
            in: 'query',
            required: false,
            description:
              'Which account is meant. Default: the server’s own, or the only one within reach.',
            schema: { type: 'string', maxLength: 63 },
          },
        ]
      : []),
    ...(operation.ifMatch ? [header('If-Match', true, 'The ETag of what is changed.')] : []),
    ...(operation.idempotent
      ? [header('Idempotency-Key', false, 'The same key gets the same answer for 24 hours.')]
      : []),
  ];
}

function responsesOf(operation: Operation, components: Record<string, Node>): Node {
  const { access, body, ifMatch, idempotent, method } = operation;
  const statuses = [
    ...always,
    ...(access.for === 'open' && method === 'GET' ? [] : [401, 403]),
    ...(body ? [413, 415] : []),
    ...(ifMatch ? [409, 412, 428] : []),
    ...(idempotent ? [409, 422] : []),
    ...(access.for === 'account' && method !== 'GET' ? [409, 423, 501, 502] : []),
  ];
  const usual = statuses.map((status) => [status, { $ref: `#/components/responses/${status}` }]);
  const own = Object.entries(operation.answers).map(([status, { description, schema, type }]) => {
    if (!schema) return [status, Number(status) >= 400 ? refused(description) : { description }];
    const content = {
      ...Object.fromEntries(
        [type ?? 'application/json']
          .flat()
          .map((each) => [each, { schema: schemaOf(schema, 'input', components) }]),
      ),
    };
    return [status, { description, content }];
  });
  return Object.fromEntries([...usual, ...own]);
}

const refused = (description: string): Node => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** Named schemas become components; what is left refers to them. */
function schemaOf(
  schema: z.ZodType,
  io: 'input' | 'output',
  components: Record<string, Node>,
): Node {
  // As a part of something, a named schema is a reference like any other.
  const whole = z.toJSONSchema(z.object({ it: schema }), {
    io,
    metadata: schemaNames,
    unrepresentable: 'any',
  }) as unknown as WholeSchema;
  for (const [name, part] of Object.entries(whole.$defs ?? {}))
    components[name] = referring(part) as Node;
  return referring(whole.properties.it) as Node;
}

function referring(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(referring);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key, inner]) => !(key === 'id' && typeof inner === 'string') && key !== '$schema')
    .map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string'
        ? inner.replace('#/$defs/', '#/components/schemas/')
        : referring(inner),
    ]);
  return Object.fromEntries(entries);
}
