import type { Quality } from '@earmark/api/client';
import { ask } from '../api/http.ts';
import { runsChanged } from '../state/live.ts';
import { useResource } from '../state/resource.ts';
import { href } from '../state/router.ts';
import { account } from '../state/session.ts';
import { formatNumber } from '../text/format.ts';
import { t } from '../text/index.ts';

/** The score of the last check and what can be fixed; nothing until there was a check. */
export function OverviewHealth() {
  const { overview: text, quality: words } = t.value;
  const loaded = useResource(
    async (signal) =>
      (await ask<Quality>('api/quality', { query: { account: account.value }, signal })).body,
    [account.value, runsChanged.value],
  );
  const { last, kinds = [] } = loaded.data.value ?? {};
  if (!last) return null;
  const fixes = kinds.reduce((sum, each) => sum + each.fixes, 0);
  return (
    <section class="card stack" aria-labelledby="health">
      <h2 id="health">{text.health}</h2>
      <p class="stat">
        <strong>{formatNumber(last.score)}</strong>
        <span class="muted">{words.outOf}</span>
      </p>
      <a class="link" href={href('/quality')}>
        {fixes > 0 ? words.fixAll(fixes) : words.title}
      </a>
    </section>
  );
}
