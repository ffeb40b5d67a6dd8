import names from '../data/id3v1.json' with { type: 'json' };

/**
 * "(17)" and "(17)Rock" as ID3 writes them: the text behind the number, else the number's name. A bare "17" is one
 * in files' tags only: elsewhere it is the name of a folder, or anything.
 */
export function readNumber(label: string, bareToo: boolean): string | undefined {
  const bracketed = /^\s*\((\d{1,3})\)\s*(.*)$/s.exec(label);
  if (bracketed) return bracketed[2] || names[Number(bracketed[1])];
  if (!bareToo) return undefined;
  const bare = /^\s*(\d{1,3})\s*$/.exec(label)?.[1];
  return bare === undefined || looksLikeDecade(bare) ? undefined : names[Number(bare)];
}

function looksLikeDecade(digits: string): boolean {
  return /^[0-9]0$/.test(digits) && Number(digits) >= 50;
}
