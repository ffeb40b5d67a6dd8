import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Colours only where stdout is a terminal that wants them: Node looks at NO_COLOR and FORCE_COLOR. */
function painter(format: Format) {
  return (text: string) => styleText(format, text, { stream: process.stdout });
}

export const bold = painter('bold');
export const dim = painter('dim');
export const green = painter('green');
export const yellow = painter('yellow');
export const red = painter('red');
export const cyan = painter('cyan');
/** Letters that differ within what stays: told apart by their line as well as by their colour. */
export const redMark = painter(['red', 'underline']);
export const greenMark = painter(['green', 'underline']);
