import type { Window } from '../window.ts';
import { type Form, soundChunk } from './chunks.ts';

/** Seconds of sound in a WAV or AIFF file; undefined where its header does not say. */
export function formDuration(window: Window, form: Form): number | undefined {
  return form.kind === 'wave' ? waveDuration(window, form) : aiffDuration(window, form);
}

function waveDuration(window: Window, form: Form): number | undefined {
  const format = form.chunks.find(({ id }) => id === 'fmt ');
  const sound = soundChunk(form);
  if (format === undefined || sound === undefined || format.size < 16) return undefined;
  const bytes = window.bytes(format.offset, 16);
  if (bytes.length < 16) return undefined;
  const [code, sampleRate, byteRate] = [
    bytes.readUInt16LE(0),
    bytes.readUInt32LE(4),
    bytes.readUInt32LE(8),
  ];
  const fact = form.chunks.find(({ id }) => id === 'fact');
  // PCM, float and extensible: bytes tell exactly; packed formats count their samples.
  if (![1, 3, 0xfffe].includes(code) && fact !== undefined && fact.size >= 4 && sampleRate > 0) {
    const samples = window.bytes(fact.offset, 4);
    if (samples.length === 4 && samples.readUInt32LE(0) > 0)
      return samples.readUInt32LE(0) / sampleRate;
  }
  return byteRate > 0 ? sound.size / byteRate : undefined;
}

function aiffDuration(window: Window, form: Form): number | undefined {
  const common = form.chunks.find(({ id }) => id === 'COMM');
  const bytes = common === undefined ? undefined : window.bytes(common.offset, 18);
  if (bytes === undefined || bytes.length < 18) return undefined;
  const rate = extendedFloat(bytes, 8);
  return rate > 0 && Number.isFinite(rate) ? bytes.readUInt32BE(2) / rate : undefined;
}

/** The 80-bit float that AIFF writes its sample rate in. */
function extendedFloat(bytes: Buffer, at: number): number {
  const exponent = bytes.readUInt16BE(at) & 0x7fff;
  const mantissa = bytes.readUInt32BE(at + 2) * 2 ** 32 + bytes.readUInt32BE(at + 6);
  return mantissa * 2 ** (exponent - 16383 - 63);
}
