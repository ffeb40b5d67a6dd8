import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import {
  apply,
  type Decision,
  type Earmark,
  type Fields,
  pipeline,
  type Run,
  type Subject,
} from '@earmark/core';

export interface Wish {
  /** `<root id>:<relative path>`. */
  readonly target: string;
  readonly set: Fields;
}

/** What a person says of single files goes the same way as everything else: plan, journal, apply, receipt. */
export function setFields(
  earmark: Earmark,
  {
    name,
    sink,
    roots,
    wishes,
  }: {
    readonly name: string;
    readonly sink: string;
    readonly roots: Readonly<Record<string, string>>;
    readonly wishes: readonly Wish[];
  },
): Run {
  const given = {
    spec: 1 as const,
    kind: 'origin' as const,
    name: 'given-files',
    roots,
    async *subjects() {},
    get: async () => undefined,
  };
  return earmark.run(
    pipeline({
      name,
      origins: [given],
      async *start(context) {
        context.expect(wishes.length);
        for (const { target, set } of wishes) {
          if (context.signal.aborted) return;
          const subject: Subject = {
            kind: 'track',
            id: `file:${target}`,
            title: basename(target),
            creators: [],
            targets: [{ sink, id: target, fields: {} }],
          };
          const decisions = Object.entries(set).map(([field, after]) =>
            said(subject.id, field, after),
          );
          context.count('subjects');
          yield { subject, decisions, approved: new Set(decisions.map(({ id }) => id)) };
        }
      },
    }).pipe(apply()),
  );
}

function said(subject: string, field: string, after: readonly string[]): Decision {
  return {
    id: randomUUID(),
    subject,
    field,
    before: [],
    after,
    belief: 1,
    confidence: 1,
    band: 'auto',
    reasons: [{ what: 'a person said so', contribution: 1 }],
    silent: [],
  };
}
