/** Words that say what a title is rather than what it is called. All folded: lower-case, no accents, no punctuation. */

/** Another performance or another sound of the same songs: a different work. */
export const natures: Readonly<Record<string, readonly string[]>> = {
  live: [
    'live',
    'unplugged',
    'in concert',
    'en vivo',
    'en directo',
    'en concierto',
    'ao vivo',
    'dal vivo',
    'en public',
    'en concert',
    'im konzert',
    'koncert',
  ],
  karaoke: ['karaoke', 'backing track', 'backing tracks', 'playback', 'sing along'],
  tribute: ['tribute', 'in the style of', 'made famous by', 'as performed by', 'covers', 'cover'],
  remix: ['remix', 'remixes', 'remixed', 'rmx', 'reworked', 'rework', 'dub version', 'club mix'],
  instrumental: ['instrumental', 'instrumentals', 'instrumental version'],
  acoustic: ['acoustic', 'acoustic version', 'stripped'],
  demo: ['demo', 'demos', 'rehearsal', 'rehearsals', 'outtakes', 'sessions'],
  rerecorded: ['re recorded', 'rerecorded', 're recording', 's version'],
  abridged: ['abridged'],
};

/** Of these, words that make another work even outside brackets, where they end or begin a title. */
export const bareNatures: readonly (readonly [RegExp, string])[] = [
  [/^live (?:at|in|from|on|aus|a|au|en)\b/, 'live'],
  [
    /\b(?:live (?:at|in|from|on|aus)\b.+|live|unplugged|in concert|en vivo|ao vivo|dal vivo)$/,
    'live',
  ],
  [/\b(?:karaoke|in the style of|made famous by|as performed by)\b/, 'karaoke'],
  [/\b(?:a|the|an) .*tribute to\b|^tribute to\b|\btribute$/, 'tribute'],
  [/\b(?:remixes|remixed|the remix(?:es)? album)$/, 'remix'],
  [/\b(?:instrumentals)$/, 'instrumental'],
  [/\b(?:demos|outtakes)$/, 'demo'],
];

/** Another pressing of the same work. */
export const editions: readonly string[] = [
  'deluxe',
  'super deluxe',
  'expanded',
  'remaster',
  'remastered',
  'remasters',
  'remasterizado',
  'remasterise',
  'anniversary',
  'edition',
  'edicion',
  'edizione',
  'ausgabe',
  'bonus',
  'reissue',
  're issue',
  'rerelease',
  'special',
  'limited',
  'collectors',
  'collector',
  'legacy',
  'mono',
  'stereo',
  'explicit',
  'clean',
  'enhanced',
  'digipak',
  'vinyl',
  'import',
  'hi res',
  'unabridged',
  'ungekurzt',
  'album version',
  'single version',
  'original mix',
  'original version',
  'lp version',
  'digital',
  'extended edition',
  'international version',
  'japan',
  'flac',
  'mp3',
  'web',
  '24bit',
];

/** How a library names the kind of a release behind its title. */
export const typeSuffixes: Readonly<Record<string, string>> = {
  ep: 'ep',
  single: 'single',
  ost: 'soundtrack',
  'original soundtrack': 'soundtrack',
  'original motion picture soundtrack': 'soundtrack',
  'original motion picture score': 'soundtrack',
  'music from the motion picture': 'soundtrack',
  'music from the original motion picture': 'soundtrack',
  'music from and inspired by the motion picture': 'soundtrack',
};

export const guests = /^(?:feat|ft|featuring|with|con|avec|mit|duet with)\b/;
export const discs =
  /^(?:disc|disk|disque|cd|lp|dvd|cassette|bonus disc|bonus cd)\s*(?:\d{1,3}|one|two|three|four|[ab])(?:\s*(?:of|\/)\s*\d+)?$/;

export const articles: ReadonlySet<string> = new Set(
  'the a an le la les l el los las der die das il lo gli os as'.split(' '),
);

/** What stands in an artist's place and names no artist, beside the names for many of them. Folded and without spaces. */
export const noArtists: ReadonlySet<string> = new Set([
  'compilation',
  'sbornik',
  'soundtrack',
  'originalsoundtrack',
  'unknown',
  'unknownartist',
]);

/** Titles that many artists have: agreeing on one says less. Folded and without spaces. */
export const commonTitles: ReadonlySet<string> = new Set([
  'greatesthits',
  'thegreatesthits',
  'thebestof',
  'bestof',
  'thebest',
  'hits',
  'gold',
  'thecollection',
  'collection',
  'anthology',
  'theessential',
  'essential',
  'ultimatecollection',
  'theultimatecollection',
  'singles',
  'thesingles',
  'live',
  'liveinconcert',
  'unplugged',
  'untitled',
  'ep',
  'demo',
  'home',
  'christmas',
  'platinum',
  'rarities',
  'bsides',
  'remixes',
  'symphonies',
  'pianosonatas',
]);

/** A title that a ripper made up says nothing. */
export const placeholder = /^(?:track|titel|piste|pista|audiotrack|untitled|unknown|title)?\d*$/;
export const unknownText =
  /^(?:unknown|unknownalbum|unknowntitle|unbekanntesalbum|untitledalbum|noalbum|newfolder\d*)$/;
