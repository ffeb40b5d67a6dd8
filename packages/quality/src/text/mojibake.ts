/** What Windows-1252 puts where Latin-1 has control characters, from 0x80 on; a blank is a byte without a character. */
const upper = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
const bytes = new Map<string, number>(
  [...upper].flatMap((letter, index) => (letter === ' ' ? [] : [[letter, 0x80 + index] as const])),
);
const utf8 = new TextDecoder('utf-8', { fatal: true });
const cyrillic = new TextDecoder('windows-1251');

/** The text as it was meant, where it was read in the wrong character set; undefined where it looks right. */
export function withoutMojibake(text: string): string | undefined {
  return fromUtf8(text) ?? fromWindows(text) ?? fromCyrillic(text);
}

/** `BeyoncÃ©`: UTF-8 read one byte at a time. Stretches of it inside other text count too. */
function fromUtf8(text: string): string | undefined {
  const found: string[] = [];
  const out = text.replace(/[\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2,}/gu, (stretch) => {
    const raw = bytesOf(stretch);
    if (!raw) return stretch;
    try {
      const meant = utf8.decode(raw);
      found.push(stretch);
      return meant;
    } catch {
      // No UTF-8: these letters are what they look like.
      return stretch;
    }
  });
  const sure = found.length > 1 || found.some((stretch) => !maybeRight.test(stretch));
  return sure ? out.replace(lostSpace, 'à') : undefined;
}

/** `Ã` and a no-break space are `à`: the space may have become another, or have been trimmed. */
const lostSpace = /Ã (?= |$)|Ã$/gu;

/** `CAFÉ…` and `“été’”`: a letter and punctuation that happen to be UTF-8. */
const maybeRight = /^.[…‘’“”–—«»\u00a0]+$/u;

/** Windows-1252 read as Latin-1: its quotes and dashes have become control characters. */
function fromWindows(text: string): string | undefined {
  const out = text.replace(/[\u0080-\u009f]/gu, (letter) => {
    const meant = upper[letter.charCodeAt(0) - 0x80];
    return meant === undefined || meant === ' ' ? letter : meant;
  });
  return out === text ? undefined : out;
}

/** `Êèíî`: Cyrillic of Windows-1251 read as Latin-1. Whole words of accented letters, and nothing but them. */
function fromCyrillic(text: string): string | undefined {
  const words = text.match(/\p{L}+/gu) ?? [];
  const odd = words.filter((word) => /^[À-ÿ]{3,}$/u.test(word));
  if (odd.length === 0 || words.some((word) => !/^[À-ÿ]+$/u.test(word))) return undefined;
  const raw = bytesOf(text);
  if (!raw) return undefined;
  const meant = cyrillic.decode(raw);
  return /^[\p{Script=Cyrillic}\p{N}\p{P}\p{S}\s]+$/u.test(meant) ? meant : undefined;
}

function bytesOf(text: string): Uint8Array | undefined {
  const raw: number[] = [];
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    const byte = code < 0x100 ? code : bytes.get(letter);
    if (byte === undefined) return undefined;
    raw.push(byte);
  }
  return Uint8Array.from(raw);
}
