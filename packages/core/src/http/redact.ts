/** What stands where a secret was. */
const redacted = '<redacted>';

/** Secret wherever they are named: in a query, a header, a JSON body. Compared without case, `-` and `_`. */
const secretNames = new Set(
  'apikey accesskey authorization authtoken bearer clientsecret cookie credential credentials jwt mamid passphrase passwd password privatekey proxyauthorization pwd refreshtoken secret secretkey setcookie signature token accesstoken idtoken sessionid sessionkey'.split(
    ' ',
  ),
);
/** Secret in queries and headers, but everyday words in answers. */
const secretParameters = new Set(
  'key auth sig sign sid session policy keypairid googleaccessid xamzcredential xgoogcredential userkey appkey'.split(
    ' ',
  ),
);
const secretEndings = /(token|secret|signature|password|apikey|cookie|passwd)$/;
const plainEndings = /^(pagetoken|nextpagetoken|prevpagetoken|continuationtoken)$/;

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}
/** Whether what a JSON body holds under this name is a secret. */
function isSecretName(name: string): boolean {
  const word = plain(name);
  return secretNames.has(word) || (secretEndings.test(word) && !plainEndings.test(word));
}
/** Whether a query parameter or a header of this name holds a secret. */
export function isSecretParameter(name: string): boolean {
  return isSecretName(name) || secretParameters.has(plain(name));
}

/** The address without user, password, keys, tokens, signatures, and without path segments that are keys themselves (webhooks, signed downloads). */
export function redactUrl(url: URL | string): string {
  const shown = new URL(url);
  if (shown.username !== '') shown.username = 'redacted';
  if (shown.password !== '') shown.password = 'redacted';
  shown.hash = '';
  for (const name of new Set(shown.searchParams.keys()))
    if (isSecretParameter(name)) shown.searchParams.set(name, redacted);
  shown.pathname = shown.pathname.split('/').map(redactSegment).join('/');
  return shown.href.replaceAll('%3Credacted%3E', redacted);
}

function redactSegment(segment: string): string {
  const opaque =
    segment.length >= 24 &&
    /^[\w.~+=%:-]+$/.test(segment) &&
    /[a-z]/.test(segment) &&
    /[A-Z]/.test(segment) &&
    /\d/.test(segment) &&
    !/%20|\.\w{2,4}$/.test(segment);
  return opaque ? redacted : segment;
}

/** Headers as a plain object with lower-case names. */
export function redactHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [name, isSecretParameter(name) ? redacted : value]),
  );
}

/** Parsed JSON with its secrets replaced. */
export function redactJson(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(redactJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      isSecretName(key) && (typeof inner === 'string' || typeof inner === 'number')
        ? redacted
        : redactJson(inner),
    ]),
  );
}

/** Free text (a log line, the start of a body) with the addresses, header lines, JSON members and form fields in it redacted. */
export function redactText(text: string): string {
  return text
    .replaceAll(/\bhttps?:\/\/[^\s"'<>\\]+/gi, (found) =>
      URL.canParse(found) ? redactInPlace(found) : found,
    )
    .replaceAll(/\b(Bearer|Basic|OAuth)\s+[\w.~+/=:-]{8,}/gi, `$1 ${redacted}`)
    .replaceAll(/^([\w-]+):[ \t]*(.+)$/gm, (line, name: string) =>
      isSecretName(name) ? `${name}: ${redacted}` : line,
    )
    .replaceAll(
      /"([\w-]+)"(\s*:\s*)("(?:[^"\\]|\\.)*"?|\d+)/g,
      (member, name: string, colon: string) =>
        isSecretName(name) ? `"${name}"${colon}"${redacted}"` : member,
    )
    .replaceAll(/(^|[^\w-])([\w-]+)=([^&\s"';<>]+)/g, (pair, before: string, name: string) =>
      isSecretName(name) ? `${before}${name}=${redacted}` : pair,
    );
}

/** An address in a text is left as it was written where nothing in it is secret. */
function redactInPlace(address: string): string {
  const shown = redactUrl(address);
  return shown.includes(redacted) || shown.includes('redacted@') || shown.includes('redacted:')
    ? shown
    : address;
}
