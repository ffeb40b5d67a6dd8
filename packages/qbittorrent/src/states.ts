import type { Download } from '@earmark/spec';
import type { Info } from './answers.ts';

const states: Readonly<Record<string, Download['state']>> = {
  allocating: 'waiting',
  metaDL: 'waiting',
  forcedMetaDL: 'waiting',
  queuedDL: 'waiting',
  downloading: 'loading',
  stalledDL: 'loading',
  forcedDL: 'loading',
  checkingDL: 'checking',
  checkingUP: 'checking',
  checkingResumeData: 'checking',
  moving: 'moving',
  pausedDL: 'stopped',
  stoppedDL: 'stopped',
  uploading: 'complete',
  stalledUP: 'complete',
  queuedUP: 'complete',
  forcedUP: 'complete',
  pausedUP: 'complete',
  stoppedUP: 'complete',
  error: 'failed',
  missingFiles: 'failed',
};

/** A word that is new to us says nothing: it is waited for. */
export function stateOf({ state, progress, amount_left }: Info): Download['state'] {
  const said = states[state] ?? 'waiting';
  return said === 'complete' && (progress < 1 || amount_left > 0) ? 'loading' : said;
}
