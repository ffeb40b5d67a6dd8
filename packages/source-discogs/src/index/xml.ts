/** An element of the dump: there is either text in it or other elements, never both. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}
interface Open extends Element {
  readonly children: Element[];
  text: string;
}

const token =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\/([\w.-]+)\s*>|<([\w.-]+)((?:\s+[\w.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/g;
const attribute = /([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Reads the text of one element. Enough XML for Discogs' dumps: no namespaces, no processing instructions. Throws on anything else. */
export function parseElement(text: string): Element {
  const root = opened('', '');
  const stack: Open[] = [root];
  let at = 0;
  token.lastIndex = 0;
  for (const match of text.matchAll(token)) {
    if (match.index !== at) throw new SyntaxError(`no XML at ${at}`);
    at += match[0].length;
    const [, cdata, closing, name, attributes = '', empty, plain] = match;
    const top = stack.at(-1);
    if (top === undefined) throw new SyntaxError(`no XML at ${at}`);
    if (plain !== undefined) top.text += decoded(plain);
    else if (cdata !== undefined) top.text += cdata;
    else if (name !== undefined) {
      const element = opened(name, attributes);
      top.children.push(element);
      if (empty === '') stack.push(element);
    } else if (closing !== undefined) {
      if (closing !== top.name) throw new SyntaxError(`</${closing}> closes <${top.name}>`);
      stack.pop();
    }
  }
  const [only] = root.children;
  if (at !== text.length || only === undefined || stack.length !== 1)
    throw new SyntaxError(`an element is not closed`);
  return only;
}

function opened(name: string, attributes: string): Open {
  const pairs = [...attributes.matchAll(attribute)].map(
    ([, key = '', double, single = '']) => [key, decoded(double ?? single)] as const,
  );
  return { name, attributes: Object.fromEntries(pairs), children: [], text: '' };
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

export const childOf = (element: Element | undefined, name: string): Element | undefined =>
  element?.children.find((child) => child.name === name);

/** Nothing where it is missing or empty. */
export const textOf = (element: Element, name: string): string | undefined =>
  childOf(element, name)?.text.trim() || undefined;

/** `<styles><style>a</style>…</styles>` as its texts. */
export const textsOf = (element: Element, list: string): readonly string[] =>
  (childOf(element, list)?.children ?? [])
    .map(({ text }) => text.trim())
    .filter((text) => text !== '');
