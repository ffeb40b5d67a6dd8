/** Letters of other scripts in Latin, lower-case. Common practice rather than one standard: comparison is tolerant of the rest. */
export const cyrillic: Readonly<Record<string, string>> = table(
  'а a б b в v г g д d е e ё e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ _ ы y ь _ э e ю yu я ya ' +
    'і i ї yi є ye ґ g ў u ј j љ lj њ nj ћ c ђ dj џ dz ѓ g ќ k ѕ dz',
);

/** Applied after accents are gone, so one row a letter is enough. */
export const greek: Readonly<Record<string, string>> = table(
  'α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o',
);

/** Katakana; hiragana is the same sounds 0x60 below. A small kana joins the syllable before it. */
export const kana: Readonly<Record<string, string>> = table(
  'ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko サ sa シ shi ス su セ se ソ so タ ta チ chi ツ tsu テ te ト to ' +
    'ナ na ニ ni ヌ nu ネ ne ノ no ハ ha ヒ hi フ fu ヘ he ホ ho マ ma ミ mi ム mu メ me モ mo ヤ ya ユ yu ヨ yo ' +
    'ラ ra リ ri ル ru レ re ロ ro ワ wa ヲ o ン n ガ ga ギ gi グ gu ゲ ge ゴ go ザ za ジ ji ズ zu ゼ ze ゾ zo ' +
    'ダ da ヂ ji ヅ zu デ de ド do バ ba ビ bi ブ bu ベ be ボ bo パ pa ピ pi プ pu ペ pe ポ po ヴ vu',
);
export const smallKana: Readonly<Record<string, string>> = table(
  'ャ ya ュ yu ョ yo ァ a ィ i ゥ u ェ e ォ o',
);

/** Hangul syllables are composed by arithmetic: initial × 588 + vowel × 28 + final. */
export const hangul = {
  initials: 'g kk n d tt r m b pp s ss _ j jj ch k t p h'.split(' ').map(blank),
  vowels: 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' '),
  finals: '_ k k k n n n t l k m l l l p l m p p t t ng t t k t p h'.split(' ').map(blank),
} as const;

/** Latin letters that no decomposition splits. */
export const latin: Readonly<Record<string, string>> = table(
  'ß ss æ ae œ oe ø o đ d ð d þ th ł l ı i ħ h ŋ n ə a $ s € e ¥ y',
);

function table(pairs: string): Readonly<Record<string, string>> {
  const parts = pairs.split(' ');
  const entries: [string, string][] = [];
  for (let at = 0; at + 1 < parts.length; at += 2)
    entries.push([parts[at] ?? '', blank(parts[at + 1] ?? '')]);
  return Object.fromEntries(entries);
}

function blank(text: string): string {
  return text === '_' ? '' : text;
}
