/** A spreadsheet runs a cell that begins so: with an apostrophe before it, it is text. */
const formula = /^[=+\-@\t\r]/;

export const csvLine = (values: readonly unknown[]): string =>
  `${values.map((value) => cell(textOf(value))).join(',')}\r\n`;

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return formula.test(value) ? `'${value}` : value;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string'))
    return textOf(value.join('; '));
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
