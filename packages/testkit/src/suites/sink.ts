import assert from 'node:assert/strict';
import {
  type Change,
  EarmarkError,
  type Fields,
  type Lease,
  type PictureChange,
  type PluginContext,
  type Sink,
} from '@earmark/core';
import { type Check, runSuite, type SuiteRunner } from '../suite.ts';

/** A sink with one target of its own, made anew for each check. */
export type SinkSubject = SinkTarget & (FieldChanges | MediaChanges | PictureChanges);

/** Two changes that differ from what is there, and from each other, in every field they set; both set the same fields. */
interface FieldChanges {
  readonly set: Fields;
  readonly otherSet: Fields;
}
/** Two profiles that the target is not in, and that differ from each other. The target has the same name in both. */
interface MediaChanges {
  readonly profile: string;
  readonly otherProfile: string;
}
/** Two pictures that are not there, and that differ from each other. */
interface PictureChanges {
  readonly picture: PictureChange;
  readonly otherPicture: PictureChange;
}
interface SinkTarget {
  readonly sink: Sink;
  readonly ctx: PluginContext;
  readonly target: string;
  /** All there is of the target, as text: equal exactly where nothing changed. */
  snapshot(): Promise<string>;
  /** Somebody else gives the fields of `set` another value, or puts other media or another picture there, without this sink. */
  tamper(): Promise<void>;
}
type Context = PluginContext & { readonly lease: Lease };

const never = new AbortController().signal;
function leased(ctx: PluginContext, lease: Partial<Lease> = {}): Context {
  const release = async () => undefined;
  const held: Lease = {
    key: 'sink suite',
    token: 1,
    lost: never,
    confirm: async () => undefined,
    release,
    [Symbol.asyncDispose]: release,
  };
  return { ...ctx, lease: { ...held, ...lease } };
}
const plan = (subject: SinkSubject, which: 'one' | 'other' = 'one') =>
  subject.sink.plan(changeOf(subject, which), subject.ctx);
function changeOf(subject: SinkSubject, which: 'one' | 'other'): Change {
  const { target } = subject;
  if ('set' in subject)
    return { kind: 'fields', target, set: which === 'one' ? subject.set : subject.otherSet };
  if ('picture' in subject)
    return {
      kind: 'picture',
      target,
      picture: which === 'one' ? subject.picture : subject.otherPicture,
    };
  const profile = which === 'one' ? subject.profile : subject.otherProfile;
  return { kind: 'media', target, profile };
}
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (error: unknown) => (EarmarkError.is(error) ? error.code : error),
  );
/** Through JSON, as the journal does it. */
const stored = <Data>(data: Data): Data => JSON.parse(JSON.stringify(data));

const checks: readonly Check<SinkSubject>[] = [
  {
    name: 'a plan says what would change, and changes nothing',
    async run(subject) {
      const before = await subject.snapshot();
      const { diff } = await plan(subject);
      assert.notDeepEqual(diff, []);
      for (const { before: was, after } of diff) assert.notDeepEqual(was, after);
      if ('set' in subject) {
        assert.deepEqual(diff.map(({ field }) => field).sort(), Object.keys(subject.set).sort());
        for (const { field, after } of diff) assert.deepEqual(after, subject.set[field]);
      }
      assert.equal(await subject.snapshot(), before);
    },
  },
  {
    name: 'applying does what the plan says, also after a way through the journal',
    async run(subject) {
      const planned = stored(await plan(subject));
      const receipt = await subject.sink.apply(planned, leased(subject.ctx));
      assert.deepEqual(receipt.applied, planned.diff);
      assert.equal(receipt.plan, planned.id);
      assert.equal(receipt.target, subject.target);
      const { diff } = await plan(subject);
      assert.deepEqual(diff, [], 'what was written is there');
    },
  },
  {
    name: 'a plan without a difference changes nothing when applied',
    async run(subject) {
      await subject.sink.apply(await plan(subject), leased(subject.ctx));
      const before = await subject.snapshot();
      const receipt = await subject.sink.apply(await plan(subject), leased(subject.ctx));
      assert.deepEqual(receipt.applied, []);
      assert.equal(await subject.snapshot(), before);
    },
  },
  {
    name: 'a target that changed since it was planned is refused with conflict, and left alone',
    async run(subject) {
      const planned = await plan(subject);
      await subject.tamper();
      const before = await subject.snapshot();
      assert.equal(await codeOf(subject.sink.apply(planned, leased(subject.ctx))), 'conflict');
      assert.equal(await subject.snapshot(), before);
    },
  },
  {
    name: 'a lost lease is refused with locked, and the target left alone',
    async run(subject) {
      const planned = await plan(subject);
      const before = await subject.snapshot();
      const confirm = async () => {
        throw new EarmarkError('locked', 'somebody else has it');
      };
      assert.equal(
        await codeOf(subject.sink.apply(planned, leased(subject.ctx, { confirm }))),
        'locked',
      );
      assert.equal(await subject.snapshot(), before);
    },
  },
  {
    name: 'a stopped run is refused with aborted, and the target left alone',
    async run(subject) {
      const planned = await plan(subject);
      const before = await subject.snapshot();
      const ctx = { ...leased(subject.ctx), signal: AbortSignal.abort() };
      assert.equal(await codeOf(subject.sink.apply(planned, ctx)), 'aborted');
      assert.equal(await subject.snapshot(), before);
    },
  },
  {
    name: 'applying again changes nothing and gives the receipt again',
    async run(subject) {
      const planned = await plan(subject);
      const first = await subject.sink.apply(planned, leased(subject.ctx));
      const after = await subject.snapshot();
      const second = await subject.sink.apply(planned, leased(subject.ctx));
      assert.equal(await subject.snapshot(), after);
      assert.deepEqual({ ...second, at: 0 }, { ...first, at: 0 });
    },
  },
  {
    name: 'inspect tells before, after and other',
    async run(subject) {
      const { sink, ctx } = subject;
      const planned = stored(await plan(subject));
      assert.equal(await sink.inspect(planned, ctx), 'before');
      await sink.apply(planned, leased(ctx));
      assert.equal(await sink.inspect(planned, ctx), 'after');
      await subject.tamper();
      assert.equal(await sink.inspect(planned, ctx), 'other');
    },
  },
  {
    name: 'a receipt leads back, byte for byte, and its own receipt there again',
    async run(subject) {
      const { sink, ctx } = subject;
      const before = await subject.snapshot();
      const receipt = await sink.apply(await plan(subject), leased(ctx));
      const after = await subject.snapshot();
      const undone = await sink.revert(stored(receipt), leased(ctx));
      assert.equal(await subject.snapshot(), before);
      await sink.revert(stored(undone), leased(ctx));
      assert.equal(await subject.snapshot(), after);
    },
  },
  {
    name: 'two changes are undone one after the other, newest first',
    async run(subject) {
      const { sink, ctx } = subject;
      const before = await subject.snapshot();
      const first = await sink.apply(await plan(subject), leased(ctx));
      const second = await sink.apply(await plan(subject, 'other'), leased(ctx));
      await sink.revert(second, leased(ctx));
      await sink.revert(first, leased(ctx));
      assert.equal(await subject.snapshot(), before);
    },
  },
  {
    name: 'reverting what is back already changes nothing and gives the receipt again',
    async run(subject) {
      const { sink, ctx } = subject;
      const receipt = await sink.apply(await plan(subject), leased(ctx));
      const first = await sink.revert(receipt, leased(ctx));
      const before = await subject.snapshot();
      const second = await sink.revert(receipt, leased(ctx));
      assert.equal(await subject.snapshot(), before);
      assert.deepEqual({ ...second, at: 0 }, { ...first, at: 0 });
    },
  },
  {
    name: 'what someone changed since is not undone: conflict, and left alone',
    async run(subject) {
      const { sink, ctx } = subject;
      const receipt = await sink.apply(await plan(subject), leased(ctx));
      await subject.tamper();
      const before = await subject.snapshot();
      assert.equal(await codeOf(sink.revert(receipt, leased(ctx))), 'conflict');
      assert.equal(await subject.snapshot(), before);
    },
  },
  {
    name: 'a lost lease stops an undo, too',
    async run(subject) {
      const { sink, ctx } = subject;
      const receipt = await sink.apply(await plan(subject), leased(ctx));
      const before = await subject.snapshot();
      const confirm = async () => {
        throw new EarmarkError('locked', 'somebody else has it');
      };
      assert.equal(await codeOf(sink.revert(receipt, leased(ctx, { confirm }))), 'locked');
      assert.equal(await subject.snapshot(), before);
    },
  },
];

/** Proves a sink: planning is pure, applying is exact and repeatable, undo leads back, a lost lease commits nothing. */
export function sinkSuite(
  runner: SuiteRunner,
  create: () => Promise<SinkSubject & AsyncDisposable>,
): void {
  runSuite(runner, checks, async (check) => {
    await using subject = await create();
    try {
      await check(subject);
    } finally {
      await subject.sink.close?.();
    }
  });
}
