/** One guard taken out: `take` becomes `give` in the source, in memory alone. */
export interface Patch {
  readonly in: string;
  readonly take: string;
  readonly give: string;
}
/** Without its guards an attack must be seen to succeed: the tests of its number fail. */
export interface Guarded {
  readonly attack: number;
  readonly tests: string;
  readonly without: readonly Patch[];
}

const api = 'packages/api/src';
const accounts = 'packages/accounts/src';
const patch = (file: string, take: string, give = ''): Patch => ({ in: file, take, give });
const guarded = (attack: number, tests: string, ...without: readonly Patch[]): Guarded => ({
  attack,
  tests,
  without,
});
const requests = `${api}/security/requests.test.ts`;
const foreign = `${api}/security/foreign.test.ts`;
const sockets = `${api}/security/sockets.test.ts`;
const logins = `${api}/security/logins.test.ts`;
const dispatch = `${api}/dispatch.ts`;
const routes = `${api}/api.ts`;
const guard = `${api}/http/guard.ts`;
const commonSchemas = `${api}/schemas/common.ts`;
/** Where nothing is there to be attacked, a hole is made: the test must see it. */
const hole = (path: string, answer = "context.text('open')") =>
  patch(
    routes,
    "hono.get('/openapi.json'",
    `hono.get('${path}', (context) => ${answer});\n    hono.get('/openapi.json'`,
  );

/** Attack 15 is not here: the pages are built ahead, and it is the framework that shows text as text. */
export const guards: readonly Guarded[] = [
  guarded(1, requests, patch(dispatch, 'if (!visitor) return refuseCredential();')),
  guarded(
    2,
    requests,
    patch(
      dispatch,
      'if (!visitor) return refuseCredential();',
      "if (!visitor && new URL(request.url).pathname === '/api/users') return refuseCredential();",
    ),
  ),
  guarded(
    3,
    requests,
    patch(`${api}/http/credential.ts`, '/^Bearer (\\S+)$/i', '/^Bearer (\\S+?)x?$/i'),
  ),
  guarded(
    4,
    requests,
    patch(
      `${api}/http/credential.ts`,
      "request.headers.get('authorization');",
      "request.headers.get('authorization') ?? (/_key=(emk.*)/.exec(request.url)?.[1]?.replace(/^/, 'Bearer ') ?? null);",
    ),
  ),
  guarded(
    5,
    sockets,
    patch(`${api}/push/connections.ts`, 'await access.renew(each.principal);', 'each.principal;'),
  ),
  guarded(
    6,
    requests,
    patch(
      `${api}/operations/session.ts`,
      'await access.sessions.end(principal.person.id, principal.via.session.id, actor);',
      'void actor;',
    ),
  ),
  guarded(
    7,
    logins,
    patch(dispatch, 'if (guessable) await access.logins.attempt(client.address);'),
  ),
  guarded(
    8,
    `${accounts}/people/people.test.ts`,
    patch(
      `${accounts}/people/people.ts`,
      'const { right, stale } = await passwords.verify(password, person?.password);',
      'if (!person) return undefined;\n      const { right, stale } = await passwords.verify(password, person?.password);',
    ),
  ),
  guarded(
    9,
    sockets,
    patch(`${api}/push/socket.ts`, 'else await access.logins.attempt(client.address);'),
  ),
  guarded(
    10,
    logins,
    patch(`${api}/operations/session.ts`, "!(await access.setup.isCode(code ?? ''))", 'false'),
  ),
  guarded(
    11,
    requests,
    patch(guard, 'if (origin !== null && !isOurs(', 'if (origin === null && !isOurs('),
  ),
  guarded(12, requests, patch(guard, 'if (!loopback.test(host) && ', "if (host === '' && ")),
  guarded(
    13,
    requests,
    patch(
      guard,
      'from.host.toLowerCase() === host && from.protocol === scheme',
      'from.host.includes(host)',
    ),
  ),
  guarded(14, sockets, patch(`${api}/push/socket.ts`, 'guard.check(request, true);')),
  guarded(
    16,
    'examples/cli/src/__tests__/attacks.test.ts',
    patch(
      `${api}/operations/covers.ts`,
      'kinds.find(([, is]) => is(bytes))?.[0];',
      "'image/svg+xml';",
    ),
  ),
  guarded(
    17,
    foreign,
    patch(
      `${api}/operations/session.ts`,
      "headers: { 'set-cookie': sessionCookie(token, secure) } });",
      "headers: { 'set-cookie': sessionCookie(token, secure), location: new URL(request.url).searchParams.get('next') ?? '/' } });",
    ),
    patch(dispatch, 'readQuery(operation.query ?? noQuery, url)', '{}'),
  ),
  guarded(
    18,
    `${api}/operations/export.test.ts`,
    patch(`${api}/operations/csv.ts`, 'formula.test(value) ? ', "formula.test('') ? "),
  ),
  guarded(
    19,
    `${api}/security/log.test.ts`,
    patch(
      'packages/core/src/log/log-file.ts',
      'waiting += ',
      'waiting += String((fields as { error?: unknown }).error) + ',
    ),
  ),
  guarded(20, requests, patch(`${api}/http/security-headers.ts`, "'cache-control': 'no-store',")),
  guarded(
    21,
    requests,
    patch(
      routes,
      '(await earmark.for(account).store()).browse',
      "(await earmark.for(account && 'ben').store()).browse",
    ),
  ),
  guarded(
    22,
    foreign,
    patch(
      dispatch,
      'name === undefined ? earmark : earmark.for(name)',
      "name === undefined ? earmark : earmark.for('ben')",
    ),
  ),
  guarded(
    23,
    requests,
    patch(dispatch, 'await requireRole(principal, name, rule.role, accounts);'),
  ),
  guarded(
    24,
    requests,
    patch(`${api}/operations/keys.ts`, 'if (more.length > 0)', 'if (more.length > 99)'),
  ),
  guarded(
    25,
    `${api}/security/matrix.test.ts`,
    patch(dispatch, 'requireScope(visitor, rule.scope);'),
  ),
  guarded(
    26,
    sockets,
    patch(
      `${api}/push/connections.ts`,
      'each.principal.roleIn(account) !== undefined',
      "account !== ''",
    ),
  ),
  guarded(
    27,
    foreign,
    patch(
      `${api}/operations/server.ts`,
      'parts.metrics(principal.person.admin)',
      'parts.metrics(principal !== undefined)',
    ),
  ),
  guarded(
    28,
    requests,
    patch(commonSchemas, '/^[^\\s/\\\\]{1,200}$/u', '/^.*$/su'),
    patch(
      `${api}/operations/covers.ts`,
      'const reader = readerOf(earmark);',
      "if (params.id.includes('..')) return new Response('open');\n        const reader = readerOf(earmark);",
    ),
  ),
  guarded(
    29,
    requests,
    patch(
      'packages/core/src/account-name.ts',
      "if (!allowed.test(name) || name.endsWith('.') || taken.test(name))",
      'if (name === undefined)',
    ),
  ),
  guarded(
    30,
    `${accounts}/accounts/discovery.test.ts`,
    patch(
      `${accounts}/accounts/discovery.ts`,
      'if (known.isSymbolicLink() && !place',
      "if (place === '' && !place",
    ),
    patch(
      `${accounts}/accounts/discovery.ts`,
      'if (known.isSymbolicLink()) return',
      "if (place === '') return",
    ),
  ),
  guarded(31, foreign, hole('/api/folders')),
  guarded(32, requests, hole('/.git/config')),
  guarded(
    33,
    `${api}/security/restore.test.ts`,
    patch('packages/store/src/backups/archive.ts', 'assertPlace(path, seen);', 'seen.add(path);'),
  ),
  guarded(
    34,
    requests,
    patch(
      `${api}/http/request-parts.ts`,
      "if (Number(request.headers.get('content-length') ?? 0) > mostBodyBytes) refuse(413, tooLarge);",
    ),
  ),
  guarded(
    35,
    `${accounts}/calendar/fetch-calendar.test.ts`,
    patch(
      `${accounts}/calendar/fetch-calendar.ts`,
      "typeof each === 'object' && isAllowed(each.address)",
      "typeof each === 'object'",
    ),
  ),
  guarded(
    36,
    'packages/testkit/src/http/answers.test.ts',
    patch(
      'packages/core/src/http/redirects.ts',
      'if (isSecretParameter(name) || secretHeaders.has(name)) headers.delete(name);',
      'void (secretHeaders && name);',
    ),
  ),
  guarded(
    37,
    'packages/abs/src/sink.test.ts',
    patch(
      'packages/abs/src/options.ts',
      "throw new EarmarkError('config', ",
      "if (id) return id; throw new EarmarkError('config', ",
    ),
  ),
  guarded(
    38,
    'packages/notify-webhook/src/notifier.test.ts',
    patch('packages/notify-webhook/src/options.ts', '/^[\\x21-\\x7e]+$/', '/./s'),
  ),
  guarded(
    39,
    requests,
    patch(
      `${api}/schemas/library.ts`,
      ".enum(['title', 'creator', 'year', 'added', 'changed', 'confidence', 'health', 'folder'])",
      '.string()',
    ),
  ),
  guarded(
    40,
    requests,
    patch(
      `${api}/http/request-parts.ts`,
      'return JSON.parse(text);',
      "const read = JSON.parse(text);\n    Object.assign(Object.prototype, Object.getOwnPropertyDescriptor(read, '__proto__')?.value);\n    return read;",
    ),
  ),
  guarded(41, requests, patch(commonSchemas, 'z.string().max(256)', 'z.string()')),
  guarded(
    42,
    requests,
    patch(commonSchemas, "    .regex(/^\\d{1,15}$/, 'is not a whole number')\n"),
  ),
  guarded(
    43,
    sockets,
    patch(`${api}/push/connections.ts`, 'const mostOfOne = 20;', 'const mostOfOne = 200;'),
  ),
  guarded(
    43,
    sockets,
    patch(
      `${api}/push/socket.ts`,
      'const mostBuffered = 1024 * 1024;',
      'const mostBuffered = 1e12;',
    ),
  ),
  guarded(43, sockets, patch(`${api}/node/serve.ts`, 'maxPayload: largestMessage,')),
  guarded(43, sockets, patch(`${api}/node/serve.ts`, 'if (!alive) return client.terminate();')),
  guarded(
    43,
    `${api}/push/stream.test.ts`,
    patch(
      `${api}/push/stream.ts`,
      'const mostBuffered = 1024 * 1024;',
      'const mostBuffered = 1e12;',
    ),
  ),
  guarded(
    44,
    `${api}/security/slow.test.ts`,
    patch(`${api}/node/serve.ts`, 'requestTimeout: patience.requestMs,', 'requestTimeout: 0,'),
  ),
  guarded(
    45,
    logins,
    patch(`${api}/http/rate-limits.ts`, 'if (window.count > limit)', 'if (window.count > 1e9)'),
  ),
  guarded(
    46,
    `${accounts}/calendar/parse.test.ts`,
    patch(
      `${accounts}/calendar/parse.ts`,
      'if (text.length > largestBytes)',
      'if (text.length < 0)',
    ),
  ),
  guarded(
    47,
    'examples/cli/src/__tests__/transcode.test.ts',
    patch(
      'packages/transcoder/src/ffmpeg/run.ts',
      'spawn(program, words, { stdio:',
      'spawn(program, words, { shell: true, stdio:',
    ),
  ),
];
