/** A list as a person types it: `Rock; Indie Rock`. */
export const split = (text: string): readonly string[] =>
  text
    .split(';')
    .map((each) => each.trim())
    .filter((each) => each !== '');
