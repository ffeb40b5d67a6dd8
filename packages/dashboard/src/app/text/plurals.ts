/** `1 album`, `2,144 albums`: the number as the language writes it, and the word that goes with it. */
export function pluralsOf(language: string) {
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  return (count: number, one: string, other: string) =>
    `${number.format(count)} ${plural.select(count) === 'one' ? one : other}`;
}
