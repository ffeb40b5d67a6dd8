import type { Issue, IssueKind } from '@earmark/quality';
import { kindInfo, kindNames, wantedFields } from '@earmark/quality';
import type { CheckedLibrary } from '@earmark/standard';
import type { Output } from '../output/output.ts';
import { printable } from '../output/printable.ts';
import { bar } from '../output/progress.ts';
import { bold, cyan, dim, green, red, yellow } from '../output/style.ts';
import { table } from '../output/table.ts';

export interface KindSum {
  readonly kind: IssueKind;
  issues: number;
  fixes: number;
  readonly examples: Issue[];
}

/** Counts and the first few of each kind: what a table needs, however many there are. */
export function createTally(most: number) {
  const sums = new Map<IssueKind, KindSum>();
  return {
    /** Gives how many of its kind came before. */
    add(issue: Issue): number {
      const sum = sums.get(issue.kind) ?? { kind: issue.kind, issues: 0, fixes: 0, examples: [] };
      sums.set(issue.kind, sum);
      sum.issues += 1;
      if (issue.fix) sum.fixes += 1;
      if (sum.examples.length < most) sum.examples.push(issue);
      return sum.issues - 1;
    },
    sums: (): readonly KindSum[] => kindNames.flatMap((kind) => sums.get(kind) ?? []),
  };
}

export function healthLines({ health, since }: CheckedLibrary): string {
  const { score, albums, files, severities } = health;
  if (albums === 0) return 'No albums here: nothing to check.';
  const paint = score >= 90 ? green : score >= 70 ? yellow : red;
  const lines = [
    `${bold('health')}  ${paint(bar(score / 100))} ${bold(String(score))} of 100`,
    dim(
      `${counted(albums, 'album')}, ${counted(files, 'file')}: ${counted(severities.error, 'error')}, ${counted(severities.warning, 'warning')}, ${counted(severities.info, 'note')}`,
    ),
  ];
  if (since)
    lines.push(
      dim(`since ${new Date(since.at).toLocaleString()}: ${since.fresh} new, ${since.gone} gone`),
    );
  return lines.join('\n');
}

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;

const paintSeverity = { error: red, warning: yellow, info: cyan } as const;

export function kindTable(sums: readonly KindSum[], width: number): string {
  const severityOf = ({ kind }: KindSum) => kindInfo(kind).severity;
  return table(
    sums,
    [
      { title: 'kind', value: ({ kind }) => kind },
      {
        title: 'severity',
        value: severityOf,
        paint: (text, sum) => paintSeverity[severityOf(sum)](text),
      },
      { title: 'issues', value: ({ issues }) => String(issues), align: 'right' },
      { title: 'with a fix', value: ({ fixes }) => String(fixes), align: 'right' },
      { title: 'what it is', value: ({ kind }) => kindInfo(kind).meaning, flexible: true },
    ],
    width,
  );
}

export function sayExamples(sums: readonly KindSum[], out: Output): void {
  for (const { kind, issues, examples } of sums) {
    if (examples.length === 0) continue;
    out.say(`\n${bold(kind)}`);
    for (const { title, evidence } of examples)
      out.say(`  ${printable(title)}: ${dim(printable(evidence))}`);
    const rest = issues - examples.length;
    if (rest > 0) out.say(dim(`  and ${rest} more`));
  }
}

export function sayWorst({ health: { worst } }: CheckedLibrary, most: number, out: Output): void {
  if (worst.length < 2) return;
  out.say(`\n${bold('the albums that need it most')}`);
  for (const { score, title, issues } of worst.slice(0, most))
    out.say(
      `  ${String(score).padStart(5)}  ${printable(title)} ${dim(`(${counted(issues, 'issue')})`)}`,
    );
}

export function explain(out: Output): void {
  const rows = kindNames.map((kind) => ({ kind, ...kindInfo(kind) }));
  out.data({ event: 'health-formula', kinds: rows, fields: wantedFields });
  out.say(
    [
      `${bold('album')}    100 − Σ points × share of its files that have the issue; no kind costs more than its points`,
      `${bold('library')}  the mean of its albums, weighted by their files`,
      '',
    ].join('\n'),
  );
  out.say(
    table(
      rows,
      [
        { title: 'kind', value: ({ kind }) => kind },
        { title: 'severity', value: ({ severity }) => severity },
        {
          title: 'points',
          value: ({ kind, points }) => (kind === 'missing-field' ? 'below' : String(points)),
          align: 'right',
        },
        { title: 'what it is', value: ({ meaning }) => meaning, flexible: true },
      ],
      out.width,
    ),
  );
  for (const [kind, fields] of Object.entries(wantedFields))
    out.say(
      dim(
        `\nmissing in ${kind === 'book' ? 'a book' : 'an album'}: ${fields.map(({ fields: [field], points, when }) => `${field} ${points}${when ? ` (with ${when.replace('-', ' ')})` : ''}`).join(', ')}`,
      ),
    );
}
