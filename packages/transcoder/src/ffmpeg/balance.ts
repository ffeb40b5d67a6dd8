import type { VideoRule } from '../profiles/profile.ts';
import { type Encoder, softwareEncoder } from './encoders.ts';
import { type Trial, tryHardware } from './hardware.ts';

type TrialContext = Parameters<typeof tryHardware>[1];
export interface Chosen {
  readonly encoder: Encoder;
  /** Why it is not a GPU, where it is not. */
  readonly reason?: string;
  release(): void;
}
export interface Balance {
  /** The least loaded device whose trial succeeded; the processor where there is none. */
  take(rule: VideoRule, ctx: TrialContext): Promise<Chosen>;
}

/** Tries once per codec, and spreads the work over all devices that answered. */
export function createBalance(
  tryAll: (codec: VideoRule['codec'], ctx: TrialContext) => Promise<readonly Trial[]> = tryHardware,
): Balance {
  const trials = new Map<string, Promise<readonly Trial[]>>();
  const load = new Map<string, number>();

  async function tried({ codec }: VideoRule, ctx: TrialContext): Promise<readonly Trial[]> {
    const known = trials.get(codec) ?? tryAll(codec, ctx);
    trials.set(codec, known);
    try {
      return await known;
    } catch (error) {
      trials.delete(codec);
      throw error;
    }
  }
  const loadOf = ({ on }: Encoder) => load.get(on) ?? 0;

  return {
    async take(rule, ctx) {
      if (rule.hardware === 'never') return processor(rule, 'the profile says hardware: never');
      const all = await tried(rule, ctx);
      const working = all.filter(({ failure }) => failure === undefined);
      const [best] = working.map(({ encoder }) => encoder).sort((a, b) => loadOf(a) - loadOf(b));
      if (!best) return processor(rule, reasonOf(all));
      load.set(best.on, loadOf(best) + 1);
      return { encoder: best, release: () => void load.set(best.on, loadOf(best) - 1) };
    },
  };
}

export function processor(rule: VideoRule, reason: string): Chosen {
  return { encoder: softwareEncoder(rule.codec), reason, release: () => undefined };
}
const reasonOf = (trials: readonly Trial[]) =>
  `no GPU encodes here (${trials.map(({ encoder, failure }) => `${encoder.name}: ${failure}`).join('; ')})`;
