/** What parts of a book's title say that are no name. All folded: lower-case, no accents, no punctuation. */

/** Another thing than the book: a play of it, a piece of it, several of them, a book about it. */
export const bookNatures: Readonly<Record<string, RegExp>> = {
  dramatised:
    /\b(?:dramati[sz](?:ed|ation)|full cast|radio (?:drama|play|adaptation|collection)|bbc|graphicaudio|graphic audio|horspiel|audio drama|multi cast)\b/,
  comic: /\b(?:graphic novel|comics?|manga)\b/,
  abridged: /\b(?:abridged|gekurzt|gekurzte(?: lesung| ausgabe)?|condensed)\b/,
  summary:
    /\b(?:summary|study guide|sparknotes|cliffs ?notes|bookrags|supersummary|conversation starters|analysis of|key takeaways|workbook|reading guide|blinkist)\b/,
  sample:
    /\b(?:sample|excerpt|preview|leseprobe|horprobe|first chapters?|free chapter|sneak peek)\b/,
  omnibus:
    /\b(?:omnibus|trilogy|quartet|boxset|box set|boxed set|collection|books? \d+ (?:(?:to|and|through) )?\d+|volumes? \d+ (?:(?:to|and|through) )?\d+|complete (?:series|saga|works|stories|novels|chronicles|[a-z]+ (?:series|saga|collection))|bundle|\d books? in (?:1|one)|sammelband)\b/,
};
/** Only where they are a part of their own, or behind the name: inside a name they are words like others. */
export const bracketed: ReadonlySet<string> = new Set(['sample', 'omnibus', 'abridged', 'summary']);
/** A whole title that is about another book. */
export const aboutBook =
  /^(?:(?:a )?summary(?: and analysis)? (?:of|guide)|(?:a )?study guide|workbook for|analysis of|conversation starters)\b/;

/** The same book in other clothes: dropped. */
export const clothes =
  /^(?:unabridged|ungekurzt|ungekurzte (?:lesung|ausgabe)|integral|audiobook|audio book|audible (?:audio ?book|original|edition)|horbuch|m4b|mp3|m4a|flac|opus|aac|ogg|\d+ ?k(?:bps|bit s)?|vbr|retail|(?:an?|the) (?:[a-z0-9 ]+ )?(?:novel|novella|thriller|memoir|story|romance|mystery|tale|biography|autobiography)|(?:ein )?roman|thriller|novel|(?:\d+(?:st|nd|rd|th) |[a-z0-9]+ )*(?:edition|editions|anniversary|ausgabe)|(?:19|20)\d\d|b0[a-z0-9]{8}|english|deutsch|german|french|francais|spanish|espanol|italian|remastered|complete and unabridged|now a major (?:motion picture|tv series|film)|movie tie in|tie in)$/;

/** A number that says which one of a series. */
export const counted =
  /^(.*?)\s*\b(?:book|books|bk|vol|volume|vols|band|bd|tome|t|teil|no|nr|number|episode|libro|livre|folge|#)\s*(\d+(?: \d+)?|[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: of (?:the )?(.+))?$/;
export const ordinal =
  /^(?:the )?(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) (?:book|novel|volume)(?: (?:of|in) (?:the )?(.+))?$/;
/** Pieces of one book, and which of them. */
export const piece =
  /^(.*?)\s*\b(?:(?:part|pt|disc|cd) )?(\d+|one|two|three|four|[ivx]+) (?:of|von) (\d+|one|two|three|four)$|^(.*?)\s*\b(?:part|pt) (\d+|one|two|three|four|[ivx]+)$/;

const words = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const roman = 'i ii iii iv v vi vii viii ix x xi xii'.split(' ');

/** `02`, `ii`, `two` and `second` as `2`; `1 3` as `1-3`. */
export function numberOf(text: string): string {
  for (const list of [words, ordinals, roman]) {
    const at = list.indexOf(text);
    if (at >= 0) return String(at + 1);
  }
  return text
    .split(' ')
    .map((digits) => (/^\d+$/.test(digits) ? String(Number(digits)) : digits))
    .join('-');
}
