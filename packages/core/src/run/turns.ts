import { EarmarkError } from '@earmark/spec';
import { orAborted } from '../http/flights.ts';

export interface Turn {
  readonly run: string;
  readonly whenBusy: 'wait' | 'refuse';
  readonly signal: AbortSignal;
  /** Told once, where it has to wait, of the run that writes now. */
  readonly waiting: (writing: string) => void;
}

/** The writing runs of an account in one process take turns, in the order they came. */
export interface Turns {
  /** Resolves with what ends the turn, once it is this run's. */
  take(turn: Turn): Promise<() => void>;
}

export function createTurns(): Turns {
  const taken: { readonly run: string; readonly ended: Promise<void> }[] = [];
  return {
    async take({ run, whenBusy, signal, waiting }) {
      const before = [...taken];
      const [writing] = before;
      if (writing && whenBusy === 'refuse')
        throw new EarmarkError(
          'locked',
          `run ${writing.run} of this account is writing: wait for it, stop it, or leave out whenBusy to wait`,
        );
      let resolve = () => {};
      const own = {
        run,
        ended: new Promise<void>((end) => {
          resolve = end;
        }),
      };
      const end = () => {
        if (taken.includes(own)) taken.splice(taken.indexOf(own), 1);
        resolve();
      };
      taken.push(own);
      if (!writing) return end;
      waiting(writing.run);
      try {
        await orAborted(Promise.all(before.map(({ ended }) => ended)), signal);
        return end;
      } catch (error) {
        end();
        throw error;
      }
    },
  };
}
