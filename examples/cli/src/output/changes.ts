import type { Decision, Diff } from '@earmark/core';
import { printable } from './output.ts';
import { bold, cyan, dim, green, red, yellow } from './style.ts';

/** How a person types and sees a list. */
export const values = (list: readonly string[]) =>
  list.length === 0 ? '(none)' : list.map(printable).join('; ');

const paintBand = { auto: green, review: yellow, manual: red, unchanged: dim } as const;

export function decisionLines(title: string, decision: Decision): string {
  const { field, before, after, band, confidence, silent } = decision;
  const change =
    band === 'unchanged' ? values(after) : `${dim(values(before))} → ${bold(values(after))}`;
  const missing = silent.length > 0 ? yellow(`  without ${silent.join(', ')}`) : '';
  return `${printable(title)}\n  ${field}: ${change}  ${paintBand[band](`${percent(confidence)} ${band}`)}${missing}`;
}

export function reasonLines({ reasons }: Decision): string {
  return [...reasons]
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .map(({ what, contribution, source, detail }) => {
      const sign = contribution >= 0 ? '+' : '−';
      const who = source ? cyan(` ${source}`) : '';
      const more = detail ? dim(` (${printable(detail)})`) : '';
      return `    ${sign}${Math.abs(contribution).toFixed(3)}${who} ${printable(what)}${more}`;
    })
    .join('\n');
}

export function diffLines(target: string, diff: readonly Diff[]): string {
  const lines = diff.map(
    ({ field, before, after }) =>
      `  ${field}: ${red(`- ${values(before)}`)}\n  ${' '.repeat(field.length)}  ${green(`+ ${values(after)}`)}`,
  );
  return [bold(printable(target)), ...lines].join('\n');
}

/** Rounded down: what is just below a threshold must not read as if it had reached it. */
export const percent = (part: number) => `${Math.floor(part * 100 + 1e-9)} %`;
