/**
 * A tiny glob over paths with `/`: `*` and `?` stay within a name, `**` spans folders, `{a,b}` is a choice.
 * Everything else stands for itself, so a literal path with brackets needs no escape; `\` takes the next
 * character literally.
 */
export function globToRegExp(glob: string): RegExp {
  let text = '';
  let depth = 0;
  for (let at = 0; at < glob.length; at++) {
    const sign = glob.charAt(at);
    if (sign === '\\' && at + 1 < glob.length) text += literal(glob.charAt(++at));
    else if (glob.startsWith('**/', at)) {
      text += '(?:.*/)?';
      at += 2;
    } else if (glob.startsWith('**', at)) {
      text += '.*';
      at += 1;
    } else if (sign === '*') text += '[^/]*';
    else if (sign === '?') text += '[^/]';
    else if (sign === '{' && glob.includes('}', at)) {
      text += '(?:';
      depth++;
    } else if (sign === '}' && depth > 0) {
      text += ')';
      depth--;
    } else if (sign === ',' && depth > 0) text += '|';
    else text += literal(sign);
  }
  return new RegExp(`^${text}${')'.repeat(depth)}$`, 'su');
}

/** The folders of a glob that come before its first wildcard: nothing it matches lies elsewhere. */
export function literalFolder(glob: string): string {
  const wild = glob.search(/[*?{\\]/u);
  if (wild < 0) return glob;
  return glob.slice(0, Math.max(glob.lastIndexOf('/', wild), 0));
}

function literal(sign: string): string {
  return /[\^$.*+?()[\]{}|/]/u.test(sign) || sign === '\\' ? `\\${sign}` : sign;
}
