/** Names and codes of the languages that books are in, the two-letter code first. */
const table = [
  'en eng english anglais englisch ingles',
  'de deu ger german deutsch allemand aleman',
  'fr fra fre french francais franzosisch frances',
  'es spa spanish espanol castilian spanisch castellano',
  'it ita italian italiano italienisch',
  'nl nld dut dutch nederlands niederlandisch flemish',
  'pt por portuguese portugues',
  'pl pol polish polski',
  'ru rus russian russkii',
  'ja jpn japanese nihongo',
  'zh zho chi chinese mandarin zhongwen',
  'sv swe swedish svenska',
  'da dan danish dansk',
  'no nor nob norwegian norsk',
  'fi fin finnish suomi',
  'cs ces cze czech cesky',
  'hu hun hungarian magyar',
  'tr tur turkish turkce',
  'el ell gre greek',
  'he heb hebrew',
  'ar ara arabic',
  'hi hin hindi',
  'ko kor korean',
  'la lat latin',
  'ca cat catalan catala',
  'ro ron rum romanian',
  'uk ukr ukrainian',
];
const codes = new Map(
  table.flatMap((line) => {
    const [code = '', ...names] = line.split(' ');
    return [code, ...names].map((name) => [name, code] as const);
  }),
);

/** `ENG`, `en-GB` and `English` as `en`. Nothing where the word is not known: it then says nothing. */
export function languageCode(text: string | undefined): string | undefined {
  const plain = (text ?? '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
  return codes.get(plain) ?? codes.get(plain.split(/[-_ (,]/)[0] ?? '');
}

/** Made when it is first asked: it costs as much as all else that importing this package does. */
let english: Intl.DisplayNames | undefined;

/** `en`, `ENG` and `englisch` as `English`. Nothing where the word is not known. */
export function languageName(text: string | undefined): string | undefined {
  const code = languageCode(text);
  if (code === undefined) return undefined;
  english ??= new Intl.DisplayNames(['en'], { type: 'language' });
  return english.of(code);
}
