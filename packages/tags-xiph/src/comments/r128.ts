/** R128_TRACK_GAIN is relative to -23 LUFS, in 256ths of a decibel; ReplayGain 2 to -18 LUFS, in decibels. */
const apart = 5;
const perDecibel = 256;

export const isR128 = (name: string): boolean => name.startsWith('R128_');

/** `-3149` as `-7.30 dB`. Text that is no such number says nothing. */
export function gainFromR128(text: string): string {
  if (!/^\s*[-+]?\d{1,6}\s*$/.test(text)) return '';
  return `${(Number(text) / perDecibel + apart).toFixed(2)} dB`;
}

/** `-7.30 dB` as `-3149`; undefined where the gain is no number or does not fit. */
export function r128FromGain(gain: string): string | undefined {
  const decibels = /^\s*([-+]?\d+(?:\.\d+)?)(?:\s*dB)?\s*$/i.exec(gain)?.[1];
  const steps = Math.round((Number(decibels) - apart) * perDecibel);
  return decibels === undefined || Math.abs(steps) > 0x7fff ? undefined : String(steps);
}
