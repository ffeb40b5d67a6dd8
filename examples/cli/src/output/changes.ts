import type { Decision } from '@earmark/core';
import { matchLines } from './matches.ts';
import { percent } from './percent.ts';
import { printable } from './printable.ts';
import { sides } from './sides.ts';
import { cyan, dim, green, red, yellow } from './style.ts';

/** How a person types and sees a list. */
export const values = (list: readonly string[]) =>
  list.length === 0 ? '(none)' : list.map(printable).join('; ');

export const paintBand = { auto: green, review: yellow, manual: red, unchanged: dim } as const;

export function decisionLines(title: string, decision: Decision): string {
  const { field, before, after, band, belief, confidence, silent } = decision;
  if (belief === 0 && silent.length > 0)
    return `${printable(title)}\n  ${field}: ${values(before)}  ${red(`undecided: ${silent.join(', ')} could not be asked`)}`;
  const change = band === 'unchanged' ? values(after) : arrow(before, after);
  const missing = silent.length > 0 ? yellow(`  without ${silent.join(', ')}`) : '';
  return `${printable(title)}\n  ${field}: ${change}  ${paintBand[band](`${percent(confidence)} ${band}`)}${missing}`;
}

/** What is there and what would be, with what differs marked. */
export function arrow(before: readonly string[], after: readonly string[]): string {
  const shown = sides(before, after);
  return `${shown.before} → ${shown.after}`;
}

/** Which releases it rests on, and what spoke for and against it. */
export function reasonLines(decision: Decision): string {
  const reasons = addingUp(decision).map(({ what, thousandths, source, detail }) => {
    const who = source ? cyan(` ${source}`) : '';
    const more = detail ? dim(` (${printable(detail)})`) : '';
    return `    ${signed(thousandths)}${who} ${printable(what)}${more}`;
  });
  return [...matchLines(decision), ...reasons].join('\n');
}

/** The strongest first, rounded so that what is shown adds up to the belief that is shown. */
export function addingUp({ belief, reasons }: Decision) {
  const rounded = [...reasons]
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .map((reason) => ({ ...reason, thousandths: Math.round(reason.contribution * 1000) }));
  const sum = rounded.reduce((total, { thousandths }) => total + thousandths, 0);
  const off = Math.round(belief * 1000) - sum;
  const [first] = rounded;
  if (first && Math.abs(off) <= rounded.length) first.thousandths += off;
  return rounded;
}

export const signed = (thousandths: number) =>
  `${thousandths < 0 ? '−' : '+'}${(Math.abs(thousandths) / 1000).toFixed(3)}`;
