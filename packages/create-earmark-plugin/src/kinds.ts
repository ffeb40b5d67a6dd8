/** What can be made, and what a person calls it. */
export const kinds = {
  source: 'who knows about music or books',
  sink: 'where changes go',
  policy: 'how evidence becomes a decision',
  origin: 'where media lives',
  hints: 'what the surroundings suggest',
  format: "a container format's tags",
  lock: 'who may work on a thing',
  notifier: 'how people are told',
} as const;

export type Kind = keyof typeof kinds;

export const isKind = (word: string): word is Kind => Object.hasOwn(kinds, word);
