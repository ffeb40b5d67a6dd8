import type { ErrorCode } from './spec.ts';

/** What a code means, and the way out of it: for people. */
export interface ErrorAdvice {
  readonly means: string;
  readonly causes: string;
  readonly wayOut: string;
}

/** Every code there is. The page `docs/errors.md` is made of it. */
export const errorCodes: Readonly<Record<ErrorCode, ErrorAdvice>> = {
  aborted: {
    means: 'The caller stopped the work. No failure, and nothing is retried.',
    causes: '`run.stop()`, `earmark runs stop`, Ctrl-C, an aborted signal.',
    wayOut: '`earmark runs resume <run>` goes on where it ended.',
  },
  auth: {
    means:
      'A key is missing or was refused. The source is off for this run, and this is said once.',
    causes: 'A mistyped, expired or revoked key; a secret that belongs to another account.',
    wayOut: '`earmark doctor` names the variable. Set it in `.env`, or with `earmark secrets`.',
  },
  'bad-response': {
    means: 'A service answered in a form that is not understood. It is not retried and not cached.',
    causes: 'The API changed, or a proxy or login page answered in its place.',
    wayOut:
      'Look at `cause`, which holds the answer without secrets. Update the plugin, or report it.',
  },
  config: {
    means: 'Options were refused where they were given, before anything was done.',
    causes: 'A misspelt option, a value out of range, a root that does not exist.',
    wayOut: 'The message names the option and what is valid.',
  },
  conflict: {
    means: 'The target is no longer as it was planned. It was left as it is.',
    causes: 'Another program wrote the file meanwhile; an undo of something that was edited since.',
    wayOut:
      'Run again: the plan is made anew. For an undo, decide which of the two you want to keep.',
  },
  integrity: {
    means: 'The result could not be verified, so it never took the place of the original.',
    causes:
      'A failing disk or share, a file that lies about itself, a bug in a format or an encoder.',
    wayOut: 'The file is as it was. Check the disk; then report the file.',
  },
  internal: {
    means: 'A mistake of ours or of a plugin.',
    causes: 'A bug. `plugin` says whose, where it is known.',
    wayOut: '`--verbose` shows the stack: report it. The run went on with everything else.',
  },
  io: {
    means: 'The disk said no.',
    causes: 'Permissions, no space, a file that vanished, a share that is not mounted.',
    wayOut: 'The message names the path. `earmark doctor` checks mounts and permissions.',
  },
  locked: {
    means: 'Somebody else is at work there.',
    causes:
      'Another run of the account, another machine, a holder that has died on a host that cannot be asked.',
    wayOut: 'Wait, or see `earmark locks`. The message names the holder.',
  },
  malformed: {
    means: 'A file cannot be understood.',
    causes: 'A torn download, a wrong extension, a tag that another program broke.',
    wayOut: '`earmark quality` lists them. Nothing is written to such a file.',
  },
  network: {
    means: 'No answer, a timeout, or an error of the service. It is retried with backoff.',
    causes: 'You are offline, or the service is down.',
    wayOut:
      'Run again later: decisions without a silent source are made anew, and nothing failed is remembered.',
  },
  'not-found': {
    means: 'It was asked for by its id, and there is no such thing.',
    causes: 'A mistyped or outdated id.',
    wayOut: 'List what there is: `earmark runs list`, `earmark review list`.',
  },
  quota: {
    means: 'A service told us to slow down. Short waits are sat out, long ones park the source.',
    causes: 'A daily budget is used up, or several machines share one key.',
    wayOut: '`retryAfterMs` says when. The run goes on with the other sources.',
  },
  unsupported: {
    means: 'This build does not have it.',
    causes:
      'A format without a writer, a field that a format cannot hold, a plugin of another contract.',
    wayOut:
      'The message says what is missing: another format plugin, or versions that go together.',
  },
};
