import type { Evidence, Policy, Proposal, Subject } from '@earmark/core';
import { vocabulary } from '../data/index.ts';
import { keyOf } from '../text/key.ts';
import { choose } from './choose.ts';
import { doubtsAbout } from './doubts.ts';
import { latestYear } from './era.ts';
import { explain } from './explain.ts';
import { listen } from './listen.ts';
import { type GenrePolicyOptions, parseSettings, type Settings } from './options.ts';
import { respelled } from './respell.ts';
import { settle } from './today.ts';
import { weigh } from './weigh.ts';

/** Where no source was found, folder names and today's tags are all there is: seldom wrong, seldom the whole truth. */
const mostWithoutSources = 0.15;

/**
 * Decides on the genres of an album or track from what sources, hints and today's tags say: who says it, how
 * strongly, and of what. Independent sources that agree count most; every value says where it comes from.
 */
export function createGenrePolicy(options: GenrePolicyOptions = {}): Policy {
  const settings = parseSettings(options);
  return {
    spec: 1,
    kind: 'policy',
    name: 'genres',
    fields: ['genre'],
    propose: (evidence) => propose(evidence, settings),
  };
}

function propose(evidence: Evidence, settings: Settings): readonly Proposal[] {
  const { subject, locked } = evidence;
  if (subject.kind === 'book' || locked.includes('genre')) return [];
  const own = rulesFor(subject, settings);
  if (own.genres)
    return proposal(own.genres, subject, settings, 1, [
      { what: 'your own rule for this artist', contribution: 1 },
    ]);
  const banned = new Set([...settings.ban, ...own.ban].map(nameOf));
  const voices = listen(evidence, settings);
  const asked = voices.some(({ kind }) => kind === 'source');
  const isTagged = voices.some(({ kind }) => kind === 'tags');
  if (!asked) {
    const today = settings.mode === 'replace' ? respelled(subject, settings) : [];
    if (isTagged || today.length > 0) return today;
  }
  const choice = choose(
    weigh(voices, latestYear(subject, evidence.matches)).filter(({ genre }) => !banned.has(genre)),
    settings,
  );
  if (choice.named.length === 0) return [];
  const genres = [...choice.named.map(({ genre }) => genre), ...choice.broader];
  const { belief, reasons } = explain(
    choice,
    doubtsAbout(genres, voices, evidence),
    asked ? 1 : mostWithoutSources,
  );
  return proposal(genres, subject, settings, belief, reasons);
}

function proposal(
  genres: readonly string[],
  subject: Subject,
  settings: Settings,
  belief: number,
  reasons: Proposal['reasons'],
): readonly Proposal[] {
  const after = settle(genres, subject, settings);
  return after.length === 0 ? [] : [{ field: 'genre', after, belief, reasons }];
}

interface ArtistRules {
  readonly genres?: readonly string[];
  readonly ban: readonly string[];
}

function rulesFor({ creators }: Subject, { artists }: Settings): ArtistRules {
  const keys = new Set(creators.map(keyOf));
  const rules = Object.entries(artists).filter(([name]) => keys.has(keyOf(name)));
  const genres = rules.flatMap(([, rule]) => rule.genres ?? []);
  const ban = rules.flatMap(([, rule]) => rule.ban ?? []);
  return genres.length > 0 ? { genres: [...new Set(genres.map(nameOf))], ban } : { ban };
}

function nameOf(label: string): string {
  return vocabulary.find(label)?.name ?? label;
}
