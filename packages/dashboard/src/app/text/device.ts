type Sign = readonly [sign: RegExp, name: string];
/** The first that fits: many browsers call themselves Chrome and Safari, too. */
const browsers: readonly Sign[] = [
  [/\bEdg/, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Headless)?(?:Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/\bVersion\/.* Safari\//, 'Safari'],
];
const systems: readonly Sign[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
];
const nameIn = (agent: string, signs: readonly Sign[]) =>
  signs.find(([sign]) => sign.test(agent))?.[1];

/** `Firefox · Linux` for what a browser says of itself; a program's own name as it is. */
export function deviceOf(agent: string): string {
  const browser = nameIn(agent, browsers);
  return browser ? [browser, nameIn(agent, systems)].filter(Boolean).join(' · ') : agent;
}
