import { describe, expect, it } from 'vitest';
import { claim, evidence, match, subjectOf } from '../__tests__/evidence.ts';
import { createGenrePolicy } from './genre-policy.ts';
import type { GenrePolicyOptions } from './options.ts';

function propose(given: Parameters<typeof evidence>, options?: GenrePolicyOptions) {
  return createGenrePolicy(options).propose(evidence(...given))[0];
}
const after = (given: Parameters<typeof evidence>, options?: GenrePolicyOptions) =>
  propose(given, options)?.after;

const death = match('musicbrainz', [claim('death metal'), claim('metal', 0.6)]);
const disco = match('discogs', [claim('Rock', 0.6), claim('Death Metal')], { weight: 0.8 });
const tags = match('lastfm', [claim('seen live'), claim('death metal'), claim('swedish')], {
  weight: 0.7,
});

describe('createGenrePolicy', () => {
  it('writes the specific genre before its family', () => {
    const techno = match('musicbrainz', [claim('minimal techno'), claim('electronic', 0.6)]);
    expect(after([[techno]])).toEqual(['Minimal Techno', 'Electronic']);
    expect(after([[techno]], { expand: 'none' })).toEqual(['Minimal Techno']);
    expect(after([[death]], { expand: 'all' })).toEqual([
      'Death Metal',
      'Extreme Metal',
      'Metal',
      'Rock',
    ]);
  });

  it('believes sources that agree more than each of them', () => {
    const one = propose([[death]])?.belief ?? 0;
    const two = propose([[death, disco]])?.belief ?? 0;
    const three = propose([[death, disco, tags]])?.belief ?? 0;
    expect(two).toBeGreaterThan(one);
    expect(three).toBeGreaterThan(two);
    expect(three).toBeLessThan(1);
  });

  it('counts a source once, however often it says the same', () => {
    const again = match('musicbrainz', [
      ...death.candidate.claims,
      claim('death metal', 1, 'release'),
    ]);
    expect(propose([[again]])?.belief).toBeCloseTo(propose([[death]])?.belief ?? 0);
  });

  it('believes an artist’s genre less than the album’s own, and a doubtful match less than a sure one', () => {
    const own = propose([[match('a', [claim('Techno')])]])?.belief ?? 0;
    const artist = propose([[match('a', [claim('Techno', 1, 'artist')])]])?.belief ?? 0;
    const doubtful = propose([[match('a', [claim('Techno')], { score: 0.6 })]])?.belief ?? 0;
    const close = propose([[match('a', [claim('Techno')], { margin: 0.01 })]])?.belief ?? 0;
    expect(Math.max(artist, doubtful, close)).toBeLessThan(own);
  });

  it('takes a coarse label as support for what lies below it', () => {
    const deezer = match('deezer', [claim('Metal')]);
    const proposal = propose([[death, deezer]]);
    expect(proposal?.after).toEqual(['Death Metal']);
    expect(proposal?.reasons.some(({ source }) => source === 'deezer')).toBe(true);
    expect(after([[deezer]])).toEqual(['Metal']);
  });

  it('takes a genre of two families for either: sources that say one each agree', () => {
    const said = (genre: string, family: string) =>
      propose([[match('musicbrainz', [claim(genre)]), match('deezer', [claim(family)])]]);
    expect(said('christian rock', 'Rock')?.after).toEqual(['Christian Rock']);
    expect(said('trip hop', 'Electronic')?.after).toEqual(['Trip Hop', 'Electronic']);
    expect(said('trip hop', 'Hip Hop')?.after).toEqual(['Trip Hop', 'Hip Hop']);
    expect(after([[match('musicbrainz', [claim('trip hop')])]])).toEqual(['Trip Hop']);
    for (const [genre, ...families] of [
      ['christian rock', 'Christian', 'Rock'],
      ['latin pop', 'Latin', 'Pop'],
    ] as const)
      for (const family of families) expect(said(genre, family)?.belief).toBeGreaterThan(0.9);
  });

  it('does not repeat what lies above a chosen genre', () => {
    const both = (a: string, b: string) => [
      match('musicbrainz', [claim(a), claim(b, 0.8)]),
      match('discogs', [claim(a), claim(b)], { weight: 0.8 }),
    ];
    expect(after([both('synth-pop', 'new wave')])).toEqual(['Synth-Pop']);
    expect(after([both('punk rock', 'punk')])).toEqual(['Punk Rock']);
    expect(after([both('indie rock', 'indie')])).toEqual(['Indie Rock']);
  });

  it('never drops what is most voted, and orders by votes', () => {
    const votes = (...said: readonly (readonly [string, number])[]) =>
      after([
        [
          match(
            'musicbrainz',
            said.map(([label, count]) => claim(label, count)),
          ),
        ],
      ]);
    expect(votes(['country', 1], ['rockabilly', 0.17])?.[0]).toBe('Country');
    expect(votes(['jazz', 1], ['christmas', 0.9])?.slice(0, 2)).toEqual(['Jazz', 'Christmas']);
    expect(votes(['synth-pop', 1], ['funk', 0.88])).toEqual(['Synth-Pop', 'Funk']);
    // The loudest style, beside a tree that is louder; and what a finer word with few votes does not say.
    expect(votes(['electronic', 1], ['art pop', 0.78], ['trip hop', 0.42])).toContain('Art Pop');
    expect(votes(['country', 1], ['country pop', 0.25])).toEqual(['Country', 'Country Pop']);
    expect(votes(['alternative rock', 1], ['indie rock', 0.37])?.[0]).toBe('Alternative Rock');
    expect(votes(['europop', 0.75], ['pop', 1])).toContain('Europop');
    // A finer word with fewer votes takes nothing from it, and no family stands behind who says it already.
    const lofi = [
      ['indie rock', 1],
      ['lo-fi', 0.75],
      ['acoustic', 0.5],
      ['rock', 0.25],
    ] as const;
    expect(votes(...lofi)).toEqual(['Indie Rock', 'Lo-Fi']);
    expect(votes(['trip hop', 1], ['electronic', 0.6])).toEqual(['Trip Hop', 'Electronic']);
    expect(votes(['drone metal', 1], ['drone', 0.6])?.[0]).toBe('Drone Metal');
  });

  it('hears formats and qualities only where nobody names a style, and gives them no family', () => {
    const said = (...labels: readonly string[]) =>
      after([
        [
          match(
            'discogs',
            labels.map((label) => claim(label, 1, 'release')),
          ),
        ],
      ]);
    expect(said('Acoustic', 'Folk Rock', 'Oldies')).toEqual(['Folk Rock']);
    expect(said('Instrumental', 'Surf Rock')).toEqual(['Surf Rock']);
    expect(said('Acoustic')).toEqual(['Acoustic']);
  });

  it('lets a descendant stand for what is said of the broader genre in passing', () => {
    const passing = match('musicbrainz', [claim('synth-pop'), claim('new wave', 0.3)]);
    expect(after([[passing]])).not.toContain('New Wave');
  });

  it('does not hear claims without votes, nor labels that are no genres', () => {
    expect(
      after([[match('a', [claim('Techno', 0), claim('Trance', -1), claim('seen live')])]]),
    ).toBeUndefined();
  });

  it('leaves out what stands far behind the best', () => {
    const many = match('a', [claim('Techno'), claim('Trance', 0.9), claim('Polka', 0.05)]);
    expect(after([[many]])).toEqual(['Techno', 'Trance', 'Electronic']);
  });

  it('writes no more than its limit, the family included', () => {
    const many = match(
      'a',
      ['Techno', 'Trance', 'House', 'Dubstep', 'Ambient', 'IDM'].map((each) => claim(each)),
    );
    expect(after([[many]], { limit: 3 })).toHaveLength(3);
    expect(after([[many]], { limit: 3 })).toContain('Electronic');
  });

  it('trusts the pinned candidate', () => {
    const weak = match('a', [claim('Techno')], { score: 0.4, margin: 0 });
    const pinned = propose([[weak], { pinned: { a: 'a-1' } }])?.belief ?? 0;
    expect(pinned).toBeGreaterThan(1.5 * (propose([[weak]])?.belief ?? 0));
  });

  it('doubts where somebody says something else altogether, or could not be heard', () => {
    const alone = propose([[death]])?.belief ?? 0;
    const polka = match('b', [claim('Polka')], { weight: 0.3, score: 0.5 });
    expect(propose([[death, polka]])?.belief).toBeLessThan(alone);
    expect(propose([[death], { silent: ['discogs'] }])?.belief).toBeLessThan(alone);
    expect(propose([[death], { subject: subjectOf(['Polka']) }])?.belief).toBeLessThan(alone);
    expect(propose([[death], { subject: subjectOf(['Death Metal']) }])?.belief).toBeGreaterThan(
      alone,
    );
  });

  it('stays far below review where no source was found', () => {
    const hints = [claim('Bebop', 1, 'path'), claim('Bebop', 0.5, 'artist')];
    const proposal = propose([[], { hints, subject: subjectOf(['be-bop']) }]);
    expect(proposal?.after).toEqual(['Bebop']);
    expect(after([[], { hints }])).toEqual(['Bebop', 'Jazz']);
    expect(proposal?.belief).toBeLessThanOrEqual(0.15);
    expect(propose([[]])).toBeUndefined();
  });

  it('only spells today’s genres where nobody knows the album: it neither orders nor drops them', () => {
    const today = ['rock', 'hip-hop', 'Polka', 'Zzyx', '17', 'Ambient'];
    const given = { subject: subjectOf(today), hints: [claim('Bebop', 1, 'path')] };
    expect(after([[], given])).toEqual(['Rock', 'Hip Hop', 'Polka', 'Zzyx', 'Ambient']);
    expect(after([[], { ...given, subject: subjectOf(['Polka', 'Bebop']) }])).toBeUndefined();
    expect(after([[], { subject: subjectOf(['Zzyx']) }])).toBeUndefined();
  });

  it('writes what is only another spelling as certain, by setting, and of each file its own', () => {
    const target = (id: string, ...genre: readonly string[]) => ({
      sink: 'tags',
      id: `music:${id}`,
      fields: { genre },
    });
    const targets = [target('1', 'hip-hop', 'swedish death metal'), target('2', 'Rock ', 'Pop')];
    const given = evidence([], { subject: subjectOf([], { targets }) });
    const said = createGenrePolicy({ respell: 'write' }).propose(given);
    expect(said).toMatchObject([
      { after: ['Hip Hop', 'swedish death metal'], targets: ['music:1'], belief: 1 },
      { after: ['Rock', 'Pop'], targets: ['music:2'], uncalibrated: true },
    ]);
    expect(createGenrePolicy({ respell: 'never' }).propose(given)).toEqual([]);
  });

  it('does not call an album by what only its artist is called, where the album is called something', () => {
    const said = [
      match('discogs', [claim('Soft Rock', 1, 'release'), claim('Rock', 0.5, 'release')]),
      match('lastfm', [claim('soft rock')]),
      match('spotify', [claim('yacht rock', 1, 'artist'), claim('soft rock', 1, 'artist')]),
    ];
    expect(after([said])).toEqual(['Soft Rock']);
  });

  it('takes a style for more than the shelf of the shop that it stands on', () => {
    const styles = ['Funk', 'Psychedelic', 'Disco'].map((style) => claim(style, 1, 'release'));
    const record = match('discogs', [...styles, claim('Funk / Soul', 0.5, 'release')]);
    expect(['Funk', 'Psychedelic Soul']).toContain(after([[record]])?.[0]);
  });

  it('sets nothing beside what the album is that only its artist is called', () => {
    const release = [claim('Soul', 1, 'release'), claim('Funk / Soul', 0.5, 'release')];
    const fans = [claim('soul'), claim('philly soul', 0.6), claim('rnb', 0.3)];
    const artist = ['classic soul', 'disco', 'funk', 'motown', 'philly soul', 'quiet storm'].map(
      (genre) => claim(genre, 1, 'artist'),
    );
    const matches = [match('discogs', release), match('lastfm', fans), match('spotify', artist)];
    expect(after([matches])).toEqual(['Philadelphia Soul']);
  });

  it('hears nobody about the artists of an album by various artists, but the most of its tracks', () => {
    const subject = subjectOf([], { creators: ['Various Artists'] });
    const claims = [
      claim('Polka', 1, 'artist'),
      claim('House', 0.8, 'track'),
      claim('House', 0.8, 'track'),
      claim('House', 0.8, 'track'),
      claim('Trance', 0.8, 'track'),
    ];
    expect(after([[match('a', claims)], { subject }])?.[0]).toBe('House');
    expect(after([[match('a', claims)], { subject }])).not.toContain('Polka');
  });

  it('proposes nothing for locked genres and for books', () => {
    expect(propose([[death], { locked: ['genre'] }])).toBeUndefined();
    expect(propose([[death], { subject: subjectOf([], { kind: 'book' }) }])).toBeUndefined();
  });

  it.each([
    ['replace', ['Polka'], ['Death Metal']],
    ['fill', ['Polka'], undefined],
    ['fill', [], ['Death Metal']],
    ['append', ['metal', 'Live'], ['metal', 'Live', 'Death Metal']],
    ['never', [], undefined],
  ] as const)('mode %s makes of %j %j', (mode, today, expected) => {
    expect(after([[death, disco], { subject: subjectOf(today) }], { mode })).toEqual(expected);
  });

  it('follows the user’s rules: labels, bans, names, artists', () => {
    expect(after([[match('a', [claim('Blorp')])]], { map: { blorp: ['IDM'] } })).toEqual([
      'IDM',
      'Electronic',
    ]);
    expect(after([[match('a', [claim('Techno')])]], { map: { TECHNO: [] } })).toBeUndefined();
    expect(after([[death]], { ban: ['metal'] })).toEqual(['Death Metal']);
    expect(
      after([[match('a', [claim('rnb')])]], { rename: { 'Rhythm and Blues': 'R&B' } }),
    ).toEqual(['R&B']);
    expect(after([[death]], { artists: { artist: { ban: ['death metal'] } } })).toEqual(['Metal']);
    const own = propose([[death]], { artists: { ARTIST: { genres: ['hip-hop'] } } });
    expect(own).toMatchObject({ after: ['Hip Hop'], belief: 1 });
  });

  it('refuses options that it does not know, by name', () => {
    const wrong = { limits: 3 } as GenrePolicyOptions;
    expect(() => createGenrePolicy(wrong)).toThrow(/limits/);
  });
});

describe('words of two meanings', () => {
  const hardcore = match('discogs', [claim('Hardcore'), claim('Rock', 0.6)]);
  const fans = match('lastfm', [
    claim('hardcore'),
    claim('punk', 0.6),
    claim('hardcore punk', 0.5),
  ]);

  it('mean what stands beside them: the hardcore of Minor Threat is punk, that of a rave is techno', () => {
    expect(after([[hardcore]])).toEqual(['Hardcore Punk']);
    expect(after([[hardcore, fans]])).toEqual(['Hardcore Punk']);
    const rave = match('discogs', [claim('Hardcore'), claim('Gabber'), claim('Electronic', 0.6)]);
    expect(after([[rave]])).toEqual(['Hardcore Techno', 'Electronic']);
  });

  it('follow what is said loudest, and are what they were where that decides nothing', () => {
    const loudest = match('lastfm', [...fans.candidate.claims, claim('techno', 0.1)]);
    expect(after([[loudest]])?.[0]).toBe('Hardcore Punk');
    const both = match('discogs', [claim('Hardcore'), claim('Rock', 0.6), claim('Techno', 0.6)]);
    expect(after([[both]])?.[0]).toBe('Hardcore Punk');
    expect(after([[match('a', [claim('hardcore')])]])?.[0]).toBe('Hardcore Punk');
  });

  it('are a style where the family beside them has one of that name: beats without a rapper', () => {
    const donuts = match('discogs', [
      claim('Instrumental', 1, 'release'),
      claim('Hip Hop', 0.5, 'release'),
    ]);
    expect(after([[donuts]])).toEqual(['Instrumental Hip Hop']);
    const temptations = match('a', [claim('Psychedelic'), claim('Soul', 0.5)]);
    expect(after([[temptations]])?.[0]).toBe('Psychedelic Soul');
    const doors = match('a', [claim('Psychedelic'), claim('Rock', 0.5)]);
    expect(after([[doors]])?.[0]).toBe('Psychedelic Rock');
  });

  it('are read within a label too, and in the tags of today', () => {
    const swedes = match('a', [claim('Swedish Hardcore'), claim('punk', 0.6)]);
    expect(after([[swedes]])?.[0]).toBe('Hardcore Punk');
    const tagged = { subject: subjectOf(['Hardcore; Punk']) };
    expect(after([[], tagged])?.[0]).toBe('Hardcore Punk');
  });

  it('stay what the user’s own rule says', () => {
    const map = { hardcore: ['Breakcore'] };
    expect(after([[hardcore]], { map })?.[0]).toBe('Breakcore');
  });
});

describe('tags that are only a name', () => {
  const by = (creator: string, title = 'Album') => ({
    subject: subjectOf([], { creators: [creator], title }),
  });

  it.each([
    ['Helloween', 'helloween', 'power metal', ['Power Metal']],
    ['Deep Purple', 'deep purple', 'hard rock', ['Hard Rock']],
    ['Ministry', 'ministry', 'industrial metal', ['Industrial Metal']],
    ['Blue', 'Blue', 'pop', ['Pop']],
  ])('say nothing of %s', (creator, tag, genre, expected) => {
    const lastfm = match('lastfm', [claim(tag), claim(genre, 0.8)]);
    expect(after([[lastfm], by(creator)])).toEqual(expected);
    expect(after([[match('lastfm', [claim(tag)])], by(creator)])).toBeUndefined();
  });

  it('say nothing where they are the title', () => {
    const lastfm = match('lastfm', [claim('sermons'), claim('indie rock', 0.8)]);
    expect(after([[lastfm], by('Artist', 'Sermons')])).toEqual(['Indie Rock']);
  });

  it('count where another source says the genre, or a finer one', () => {
    const lastfm = match('lastfm', [claim('black metal'), claim('rock', 0.4)]);
    const said = (label: string) => [lastfm, match('musicbrainz', [claim(label)])];
    expect(after([said('black metal'), by('Black Metal')])?.[0]).toBe('Black Metal');
    const finer = createGenrePolicy().propose(
      evidence(said('atmospheric black metal'), by('Black Metal')),
    )[0];
    expect(finer?.reasons.some(({ detail }) => detail?.includes('“black metal”'))).toBe(true);
    expect(after([said('polka'), by('Black Metal')])).not.toContain('Black Metal');
  });
});

describe('its reasons', () => {
  it('add up to the belief, whatever the evidence, and the order of evidence means nothing', () => {
    const next = randomFrom(42);
    const pick = <T>(list: readonly [T, ...T[]]) =>
      list[Math.floor(next() * list.length)] ?? list[0];
    const policy = createGenrePolicy();
    for (let round = 0; round < 300; round += 1) {
      const someClaims = () =>
        Array.from({ length: Math.floor(next() * 6) }, () =>
          claim(
            pick([
              'Techno',
              'house',
              'Metal',
              'death metal',
              'Polka',
              'seen live',
              'Pop/Rock',
              'IDM',
              'Rock',
            ]),
            next() * 1.2 - 0.1,
            pick(['release-group', 'artist', 'track', 'label']),
          ),
        );
      const matches = ['a', 'b', 'c', 'd'].map((source) =>
        match(source, someClaims(), { weight: next(), score: next(), margin: next() }),
      );
      const given = evidence(matches, {
        hints: someClaims(),
        silent: next() < 0.3 ? ['y', 'x'] : [],
      });
      const shuffled = {
        ...given,
        matches: given.matches
          .map((each) => ({
            ...each,
            candidate: { ...each.candidate, claims: each.candidate.claims.toReversed() },
          }))
          .toReversed(),
        hints: given.hints.toReversed(),
        silent: given.silent.toReversed(),
      };
      const [proposal] = policy.propose(given);
      expect(policy.propose(shuffled)).toEqual(policy.propose(given));
      if (!proposal) continue;
      const sum = proposal.reasons.reduce((all, { contribution }) => all + contribution, 0);
      expect(sum).toBeCloseTo(proposal.belief, 9);
      expect(proposal.belief).toBeGreaterThanOrEqual(0);
      expect(proposal.belief).toBeLessThanOrEqual(1);
      for (const genre of proposal.after) {
        expect(proposal.reasons.some(({ what }) => what === genre)).toBe(true);
      }
    }
  });

  it('say once what holds of every value', () => {
    const two = match('a', [claim('Techno'), claim('Polka')]);
    const reasons = propose([[two]])?.reasons ?? [];
    expect(reasons.filter(({ what }) => what === 'any word may be mistaken')).toHaveLength(1);
  });

  it('say who claimed each value, in which words, at which level', () => {
    const reasons = propose([[match('discogs', [claim('DnB', 1, 'artist')])]])?.reasons;
    expect(reasons?.[0]).toMatchObject({
      what: 'Drum and Bass',
      source: 'discogs',
      detail: '“DnB”, said of the artist',
    });
  });
});

/** Numbers between 0 and 1, the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}
