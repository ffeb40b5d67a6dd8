import type { Fields, Policy, Proposal, Subject } from '@earmark/core';
import { type SidecarField, sidecarFields } from './fields.ts';
import { sidecarSink } from './sink.ts';

const why = { belief: 1, reasons: [{ what: 'as its files say', contribution: 1 }] } as const;

/** Sidecars say what a book's files say: nobody is asked, and a field that the files lack is not touched. */
export function createSidecarPolicy(): Policy {
  return {
    spec: 1,
    kind: 'policy',
    name: 'sidecars',
    fields: sidecarFields,
    kinds: ['book'],
    propose({ subject }) {
      const own = subject.targets.filter(({ sink }) => sink === sidecarSink);
      if (own.length === 0) return [];
      return sidecarFields.flatMap((field): Proposal[] => {
        const after = saidOf(field, subject);
        const targets = own
          .filter(({ fields }) => JSON.stringify(fields[field] ?? []) !== JSON.stringify(after))
          .map(({ id }) => id);
        if (after.length === 0 || targets.length === 0) return [];
        return [{ field, after, targets, uncalibrated: true, ...why }];
      });
    },
  };
}

function saidOf(field: SidecarField, { title, creators, targets }: Subject): readonly string[] {
  const fields: Fields = targets.find(({ sink }) => sink === 'tags')?.fields ?? {};
  if (field === 'title') return title === '' ? [] : [title];
  if (field === 'artists') return creators;
  if (field === 'year') return (fields.year ?? fields.date ?? []).map((date) => date.slice(0, 4));
  return (fields[field] ?? []).filter((value) => value !== '');
}
