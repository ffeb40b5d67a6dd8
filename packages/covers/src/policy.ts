import {
  type Evidence,
  identify,
  type PictureChange,
  type Policy,
  type Proposal,
  parseTarget,
  pictureField,
  type Reason,
  type Target,
} from '@earmark/core';
import { looksTheSame } from './looks.ts';
import type { CoversSettings } from './options.ts';
import { type Seen, seenIn } from './seen.ts';
import { isBetter, worthOf } from './wanted.ts';

/** What speaks against a picture, and how much belief it leaves. */
interface Doubt {
  readonly what: string;
  readonly most: number;
}
/** Its pictures are whatever members took: a sleeve at an angle, an inlay, a label. */
const byMembers: Doubt = {
  what: 'members took this picture, and no other source shows it',
  most: 0.93,
};
const otherFront: Doubt = { what: 'it does not look like the cover of today', most: 0.6 };
const notCompared: Doubt = { what: 'it could not be compared with the cover of today', most: 0.93 };
const photographed = new Set(['discogs']);

interface Choice {
  readonly picture: Seen;
  readonly source: string;
  readonly doubts: readonly Doubt[];
}

/** The best picture of what the sources agree this album is, for every place that lacks one or, by setting, has a worse one. */
export function coverPolicy(settings: Pick<CoversSettings, 'replace'>): Policy {
  return {
    spec: 1,
    kind: 'policy',
    name: 'covers',
    fields: [pictureField],
    kinds: ['album'],
    wants: ({ targets }) => (targets.every((target) => todayOf(target)) ? [] : [pictureField]),
    propose(evidence) {
      const { subject, matches, hints } = evidence;
      const { belief, reasons, matches: same } = identify(subject.kind, matches);
      const choice = best({ ...evidence, matches: same });
      if (!choice) return [];
      const known = new Map(seenIn(hints).map((each) => [each.value, each]));
      const change = changeTo(choice.picture);
      const proposals = subject.targets.flatMap((target): readonly Proposal[] => {
        const today = todayOf(target);
        if (today !== undefined && !settings.replace) return [];
        if (!mayHold(target, choice.picture)) return [];
        const doubts = today === undefined ? [] : doubtsOf(choice.picture, known.get(today));
        if (!doubts) return [];
        const doubted = less({ belief, reasons }, [...choice.doubts, ...doubts]);
        return [
          {
            field: pictureField,
            after: [choice.picture.value],
            targets: [target.id],
            picture: change,
            ...doubted,
          },
        ];
      });
      return together(proposals);
    },
  };
}

const todayOf = ({ fields }: Target) => fields[pictureField]?.[0];

/** A file that is called `folder.png` stays a PNG. */
function mayHold({ id }: Target, { mime }: Seen): boolean {
  const extension = /\.(jpe?g|png|webp)$/i.exec(parseTarget(id).path)?.[1]?.toLowerCase();
  return extension === undefined || mime === `image/${extension.replace('jpg', 'jpeg')}`;
}

/** Undefined where what is there is as good. */
function doubtsOf(offered: Seen, today: Seen | undefined): readonly Doubt[] | undefined {
  if (!today || offered.digest === today.digest || !isBetter(offered, today)) return undefined;
  const same = looksTheSame(offered.looks, today.looks);
  if (same === undefined) return [notCompared];
  return same ? [] : [otherFront];
}

/** Of the surest pictures the largest and squarest; of equals the first. */
function best({ matches }: Evidence): Choice | undefined {
  const offers = matches.flatMap(({ source, candidate }) =>
    seenIn(candidate.claims).map((picture) => ({ source, picture })),
  );
  const choices = offers.map(({ source, picture }): Choice => {
    const isShownElsewhere = offers.some(
      (other) =>
        other.source !== source && looksTheSame(other.picture.looks, picture.looks) === true,
    );
    const doubts = photographed.has(source) && !isShownElsewhere ? [byMembers] : [];
    return { picture, source, doubts };
  });
  return choices.sort(
    (a, b) => a.doubts.length - b.doubts.length || worthOf(b.picture) - worthOf(a.picture),
  )[0];
}

type Believed = Pick<Proposal, 'belief' | 'reasons'>;

/** Each doubt takes what is above its most; the reasons still add up. */
function less(start: Believed, doubts: readonly Doubt[]): Believed {
  return doubts.reduce<Believed>(({ belief, reasons }, { what, most }) => {
    if (belief <= most) return { belief, reasons };
    const reason: Reason = { what, contribution: most - belief };
    return { belief: most, reasons: [...reasons, reason] };
  }, start);
}

/** Places that get the same picture with the same belief are one question; a file beside the music is one of its own. */
function together(proposals: readonly Proposal[]): readonly Proposal[] {
  const groups = Map.groupBy(proposals, ({ belief, targets = [] }) => {
    const isFile = targets.some((id) => /\.(?:jpe?g|png|webp)$/i.test(id));
    return `${belief} ${isFile}`;
  });
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first, targets: group.flatMap(({ targets = [] }) => targets) }] : [];
  });
}

const changeTo = ({ mime, digest, bytes = '' }: Seen): PictureChange => ({
  action: 'put',
  type: 'front',
  mime,
  digest,
  bytes,
});
