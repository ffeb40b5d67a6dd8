/** `master/8471` as candidates have it, `https://www.discogs.com/master/8471-Weezer`, `[m8471]`, `[r12]`. */
export function idOf(text: string): string | undefined {
  const short = /^\[?([mr])(\d+)\]?$/i.exec(text);
  if (short) return `${short[1]?.toLowerCase() === 'm' ? 'master' : 'release'}/${short[2]}`;
  const path = URL.canParse(text) ? new URL(text).pathname : text;
  const found = /(?:^|\/)(master|release)s?\/(\d+)(?:-[^/]*)?$/.exec(path);
  return found ? `${found[1]}/${found[2]}` : undefined;
}
