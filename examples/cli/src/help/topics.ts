/** What no single command explains. Plain text, as wide as a narrow terminal. */
export interface Topic {
  readonly means: string;
  readonly text: string;
}

export const topics: Readonly<Record<string, Topic>> = {
  confidence: {
    means: 'what 95 % means, and what happens at which confidence',
    text: `Every decision has a confidence: how many of a hundred such decisions are right.
It is measured on albums whose answer is known, and bends towards what you say in
\`earmark review\`.

  95 % and more   written at once (the auto band)
  80 % and more   waits for your yes: earmark review
  less            left alone; \`earmark review list --band manual\` shows it

To see how well it keeps its word: earmark analyze --calibration
To write only what is surer:       earmark tag /music --confidence 98
A source that did not answer is named, and lowers the band: an outage is no evidence.`,
  },
  genres: {
    means: 'where genres come from, and how they are chosen',
    text: `Each source says what it knows of the album: votes, styles, tags. Words are read by a
vocabulary of some 2,000 genres with their parents and spellings, and what is said of the
artist alone counts less than what is said of the album. What most say comes first; what
is the most voted is never dropped.

  earmark genres normalize "post punk revival"   what a label means
  earmark genres tree Jazz                        what lies below a genre
  earmark tag /music --reasons --dry-run          why each album gets what it gets
  earmark users config ann 'genres={"prefer":["Trip Hop"],"avoid":["Pop"]}'

Where no source knows an album, its own genres are respelled and nothing else.`,
  },
  review: {
    means: 'how to answer what a run was not sure of',
    text: `A run writes what is certain and queues what is likely. \`earmark review\` shows each on a
terminal: what is there now, what is proposed and why. Keys: y yes, n no, e edit, m another
release, l lock, s later, b back.

  earmark review list --above 90          what waits, surest first
  earmark review accept --all --above 90  say yes to all of these, and write them
  earmark review lock <decision>          no run touches this field of the album again
  earmark match "/music/Artist/Album" --search   choose another release

Answers can be taken back until they are written; then \`earmark undo\` takes them back.`,
  },
  undo: {
    means: 'how every change is put back, and for how long',
    text: `Before a file is changed the plan is journalled; after it was written and verified, a
receipt is. Undo needs nothing but the journal.

  earmark runs                    what was done
  earmark diff last               what the last run changed, field by field
  earmark undo last               put all of it back
  earmark undo <receipt>          one file alone

What was changed since by someone else is left alone, and said. Transcoded originals are
kept for seven days (--keep-days). Old runs are forgotten by \`earmark state prune\` alone,
and never while something of them can be undone, unless you ask for that.`,
  },
  machines: {
    means: 'many machines, one queue, and who may write',
    text: `Set EARMARK_DATABASE_URL to a PostgreSQL database on every machine. Name the roots first,
by the same name everywhere: roots: { music: '/mnt/music' } in earmark.config.ts.

  earmark tag /mnt/music --queue            one job for each album
  earmark worker                            on as many machines as you like
  earmark worker --map music=M:\\Music       where this machine has it elsewhere
  earmark jobs                              what waits, runs and failed, and why

Two workers never write one file: a lock beside it, or in the database, decides, with a
token that is checked at the last moment. \`earmark locks doctor <folder>\` says which
guarantees a mount can give.`,
  },
  configuration: {
    means: 'earmark.config.ts, .env and the environment: which wins',
    text: `Flags win over the environment, the environment over .env, and .env over nothing: keys
belong into .env (or \`earmark secrets set\`), never into the configuration.

  earmark init      writes earmark.config.ts with everything explained
  earmark doctor    checks it, with the way to fix what is wrong
  earmark plugins   which sources, sinks and policies are in use

A configuration says only what differs; the rest is composed by what the environment has:
EARMARK_CONTACT (MusicBrainz: your mail address), EARMARK_DISCOGS_TOKEN, EARMARK_LASTFM_KEY,
EARMARK_SPOTIFY_ID and _SECRET, EARMARK_DEEZER=on, EARMARK_ACOUSTID_KEY,
EARMARK_DATABASE_URL. EARMARK_STATE says where journal and catalogue are kept.`,
  },
  books: {
    means: 'audiobooks: from a wish to a described book that still seeds',
    text: `  earmark books wish "Edgedancer" --author "Brandon Sanderson"
  earmark books search            ask the finders; adds nothing
  earmark books offers            what was found, with what speaks against each
  earmark books add <offer>       your yes: download, link into the library, keep seeding
  earmark books next              whose turn is next, and why
  earmark books enrich            today's share of Audiobookshelf's books: gaps first
  earmark books run               all of it as a dry run; --apply does it

Everything is set up by the environment: \`earmark books --help\` lists it.`,
  },
  offline: {
    means: 'no network: indexes of MusicBrainz and Discogs on this disk',
    text: `  earmark index build musicbrainz release-group.tar.xz artist.tar.xz
  earmark index build discogs discogs_20260101_masters.xml.gz discogs_20260101_releases.xml.gz
  earmark tag /music --offline

An index is asked before the service it was made of, also without --offline; the service is
asked about what the index does not have.`,
  },
  scripts: {
    means: 'exit codes, --json, and commands for programs',
    text: `With --json each line on standard output is one JSON object with an \`event\`; everything else
goes to standard error. Exit codes: 0 done, 1 some items failed, 2 wrong usage or
configuration, 130 stopped.

  earmark tag /music --json | jq -r 'select(.event=="decision-made").decision.after[]'
  earmark export albums --genre Jazz > jazz.csv
  earmark completion bash >> ~/.bashrc

A server with an API: earmark serve; its description: /openapi.json and /docs.`,
  },
};
