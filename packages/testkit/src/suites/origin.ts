import assert from 'node:assert/strict';
import { EarmarkError, type Origin, type OriginContext, type Subject } from '@earmark/core';
import { type Check, runSuite, type SuiteRunner } from '../suite.ts';
import { assertSpec, isPlainData } from './promises.ts';
import { createStillContext, type StillContextOptions } from './still-context.ts';

export interface OriginSuiteOptions extends Pick<StillContextOptions, 'reader'> {
  /** A new origin of the same media each time. */
  create(): Origin | Promise<Origin>;
  /** How many subjects there are: at least two. */
  readonly subjects: number;
}
interface OriginSubject extends OriginSuiteOptions {
  readonly origin: Origin;
  /** Another look at the same media, with a memory of its own or the same one. */
  context(signal?: AbortSignal): Promise<OriginContext>;
  readonly ctx: OriginContext;
}

const checks: readonly Check<OriginSubject>[] = [
  {
    name: 'it says what it is, and its roots are absolute',
    run({ origin }) {
      assertSpec(origin, 'origin');
      for (const [root, folder] of Object.entries(origin.roots ?? {}))
        assert.ok(/^(\/|[A-Za-z]:[\\/]|\\\\)/.test(folder), `the root ${root} is at ${folder}`);
    },
  },
  {
    name: 'every subject is found once, as plain data',
    async run({ origin, ctx, subjects }) {
      const found = await all(origin, ctx);
      assert.equal(found.length, subjects);
      assert.equal(new Set(found.map(({ id }) => id)).size, subjects, 'ids are unique');
      for (const subject of found) assert.ok(isPlainData(subject));
    },
  },
  {
    name: 'targets name a sink, and what they name is relative to a root of the origin',
    async run({ origin, ctx }) {
      const roots = Object.keys(origin.roots ?? {});
      for (const { targets } of await all(origin, ctx)) {
        assert.equal(new Set(targets.map(({ id }) => id)).size, targets.length);
        for (const { sink, id } of targets) {
          assert.ok(sink !== '' && id !== '');
          const [root = '', path = ''] = id.split(/:(.*)/s);
          if (roots.length === 0) continue;
          assert.ok(roots.includes(root), `${id} begins with none of ${roots.join(', ')}`);
          assert.ok(!/^\/|(^|\/)\.\.(\/|$)/.test(path), `${id} leaves its root`);
        }
      }
    },
  },
  {
    name: 'who looks again in the same account finds the same ids',
    async run({ origin, ctx, create }) {
      const first = (await all(origin, ctx)).map(({ id }) => id).sort();
      const again = await create();
      try {
        assert.deepEqual((await all(again, ctx)).map(({ id }) => id).sort(), first);
      } finally {
        await again.close?.();
      }
    },
  },
  {
    name: 'a subject is given by its id, and an unknown id is nothing',
    async run({ origin, ctx }) {
      const [first] = await all(origin, ctx);
      assert.ok(first);
      assert.equal((await origin.get(first.id, ctx))?.id, first.id);
      assert.equal(await origin.get(`no-such-${crypto.randomUUID()}`, ctx), undefined);
    },
  },
  {
    name: 'who has seen enough may leave, and look again',
    async run({ origin, ctx, subjects }) {
      for await (const _ of origin.subjects(ctx)) break;
      assert.equal((await all(origin, ctx)).length, subjects);
    },
  },
  {
    name: 'a run that was stopped finds nothing more',
    async run({ origin, context }) {
      const ctx = await context(AbortSignal.abort());
      const found = await all(origin, ctx).catch((error: unknown) => {
        assert.ok(EarmarkError.is(error, 'aborted'), `threw ${error} in place of aborted`);
        return [];
      });
      assert.deepEqual(found, []);
    },
  },
];

async function all(origin: Origin, ctx: OriginContext): Promise<readonly Subject[]> {
  const found: Subject[] = [];
  for await (const subject of origin.subjects(ctx)) found.push(subject);
  return found;
}

/** The contract of `Origin`, over media that are there and do not change meanwhile. */
export function originSuite(runner: SuiteRunner, options: OriginSuiteOptions): void {
  runSuite(runner, checks, async (check) => {
    const origin = await options.create();
    const opened: { close(): Promise<void> }[] = [];
    const context = async (signal?: AbortSignal) => {
      const ctx = await createStillContext({
        roots: origin.roots ?? {},
        ...(options.reader ? { reader: options.reader } : {}),
        ...(signal ? { signal } : {}),
      });
      opened.push(ctx);
      return ctx;
    };
    try {
      await check({ ...options, origin, context, ctx: await context() });
    } finally {
      await origin.close?.();
      for (const each of opened) await each.close();
    }
  });
}
