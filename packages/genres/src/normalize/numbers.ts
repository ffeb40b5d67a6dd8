import names from '../data/id3v1.json' with { type: 'json' };

/** "(17)", "17" and "(17)Rock" as ID3 writes them: the text behind the number, else the number's name. */
export function readNumber(label: string): string | undefined {
  const bracketed = /^\s*\((\d{1,3})\)\s*(.*)$/s.exec(label);
  if (bracketed) return bracketed[2] || names[Number(bracketed[1])];
  const bare = /^\s*(\d{1,3})\s*$/.exec(label)?.[1];
  return bare === undefined || looksLikeDecade(bare) ? undefined : names[Number(bare)];
}

function looksLikeDecade(digits: string): boolean {
  return /^[0-9]0$/.test(digits) && Number(digits) >= 50;
}
