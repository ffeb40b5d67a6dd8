import { apply, EarmarkError, pipeline, recipe } from '@earmark/core';
import type { Health, Issue, IssueKind } from '@earmark/quality';
import { z } from 'zod';
import { checkLibrary } from '../check-library.ts';
import { libraryAt } from '../library-at.ts';

/** Says what is wrong with the library; with `fix` it queues what can be put right for review. */
export const qualityRecipe = recipe({
  name: 'quality',
  request: z.strictObject({
    /** Default: all of the account's roots. */
    path: z.string().optional(),
    /** Only these kinds of issues. Default: all. */
    kinds: z.array(z.string()).min(1).optional(),
    fix: z.boolean().optional(),
    /** Decode all sound, too. */
    decode: z.boolean().optional(),
  }),
  async pipeline({ path, kinds: wanted, fix = false, decode = false }, { roots }) {
    const kinds = wanted && (await knownKinds(wanted));
    const library = libraryAt({ path, roots });
    const isWhole = path === undefined && kinds === undefined;
    const checking = pipeline({
      name: 'quality',
      origins: [library],
      async *start(run) {
        const { collectIssues, fixes } = await import('@earmark/quality');
        const collection = collectIssues();
        const fixable: Issue[] = [];
        let health: Health | undefined;
        await library.scan(run.originContext(library));
        const checked = checkLibrary(run, {
          library,
          compare: kinds === undefined,
          decode,
          ...(path === undefined ? {} : { path }),
          ...(kinds && { kinds }),
          onIssue(issue) {
            collection.add(issue);
            if (fix && issue.fix) fixable.push(issue);
          },
          onHealth(found) {
            health = found.health;
          },
        });
        for await (const _album of checked);
        if (isWhole && health) {
          const found = collection.found({ at: run.clock.now(), run: run.id, health });
          await run.store.state('quality').set('found', JSON.parse(JSON.stringify(found)));
        }
        if (fix) yield* fixes(fixable).start(run);
      },
    });
    return fix ? checking.pipe(apply()) : checking;
  },
});

async function knownKinds(names: readonly string[]): Promise<readonly IssueKind[]> {
  const { isIssueKind, kindNames } = await import('@earmark/quality');
  return names.map((name) => {
    if (isIssueKind(name)) return name;
    throw new EarmarkError(
      'config',
      `Unknown kind ${JSON.stringify(name)}. Valid kinds: ${kindNames.join(', ')}`,
    );
  });
}
