import { describe, expect, it } from 'vitest';
import { claim, evidence, match, subjectOf } from '../__tests__/evidence.ts';
import { createGenrePolicy } from './genre-policy.ts';

function propose(given: Parameters<typeof evidence>) {
  return createGenrePolicy().propose(evidence(...given))[0];
}

const death = match('musicbrainz', [claim('death metal'), claim('metal', 0.6)]);

describe('what speaks against a genre', () => {
  it('leaves a doubtful genre out where another one is as good as sure', () => {
    const others = [
      match('discogs', [claim('Death Metal')]),
      match('lastfm', [claim('Death Metal')]),
    ];
    const lone = match('musicbrainz', [claim('Polka', 0.9), claim('Death Metal')]);
    const proposal = propose([[lone, ...others]]);
    expect(proposal?.after).toEqual(['Death Metal']);
    expect(proposal?.belief).toBeGreaterThan(0.95);
    const alone = propose([[lone]]);
    expect(alone?.after).toContain('Polka');
  });

  it('doubts a genre that a source which knows the album’s genres does not say, more where it is a stranger', () => {
    const one = match('a', [claim('Death Metal')]);
    const beliefBeside = (other: string) =>
      createGenrePolicy()
        .propose(evidence([one, match('b', [claim(other)], { weight: 0.2, score: 0.6 })]))[0]
        ?.reasons.filter(({ source, what }) => source === 'b' && what.includes('Death Metal'))
        .reduce((sum, { contribution }) => sum + contribution, 0) ?? 0;
    expect(beliefBeside('Doom Metal')).toBeLessThan(0);
    expect(beliefBeside('Polka')).toBeLessThan(beliefBeside('Doom Metal'));
    expect(beliefBeside('Metal')).toBeGreaterThan(0);
  });

  it('takes what sources say of the artist for less than what they say of the album, however many say it', () => {
    const belief = (level: 'artist' | 'release-group', names: readonly string[]) =>
      propose([names.map((source) => match(source, [claim('Techno', 0.8, level)]))])?.belief ?? 0;
    expect(belief('artist', ['a', 'b', 'c'])).toBeCloseTo(belief('artist', ['a', 'b']));
    expect(belief('release-group', ['a', 'b'])).toBeGreaterThan(belief('artist', ['a', 'b', 'c']));
    expect(belief('release-group', ['a', 'b'])).toBeGreaterThan(0.95);
  });

  it('asks the artist’s other albums: who played nothing like it makes it doubtful, with that as a reason', () => {
    const polka = [claim('Polka', 0.5, 'artist')];
    const proposal = propose([[death], { hints: polka }]);
    expect(proposal?.belief).toBeLessThan(propose([[death]])?.belief ?? 0);
    const against = proposal?.reasons.find(({ source }) => source === "the artist's other albums");
    expect(against?.contribution).toBeLessThan(0);
    const same = propose([[death], { hints: [claim('Death Metal', 0.5, 'artist')] }]);
    expect(same?.belief).toBeGreaterThan(propose([[death]])?.belief ?? 1);
  });

  it('doubts a genre that is younger than the album, unless somebody dates the album later', () => {
    const trap = (year?: number) => match('a', [claim('Trap')], dated(year));
    const dated = (year?: number) => ({
      candidate: {
        id: 'a-1',
        title: 'Title',
        creators: ['Artist'],
        claims: [claim('Trap')],
        ...(year === undefined ? {} : { year }),
      },
    });
    const belief = (year: number, other?: number) =>
      propose([[trap(other)], { subject: subjectOf([], { year }) }]);
    const early = belief(1968);
    expect(early?.belief).toBeLessThan(0.8 * (belief(2015)?.belief ?? 0));
    expect(early?.reasons.some(({ what }) => what === 'Trap is younger than the album')).toBe(true);
    expect(belief(1968, 2016)?.belief).toBe(belief(2015)?.belief);
  });

  it('never is as sure of a broad genre alone as of a finer one', () => {
    const sources = (genre: string) => ['a', 'b', 'c'].map((name) => match(name, [claim(genre)]));
    expect(propose([sources('Rock')])?.belief).toBeLessThan(0.8);
    expect(propose([sources('Doom Metal')])?.belief).toBeGreaterThan(0.95);
  });
});
