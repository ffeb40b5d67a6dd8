import type { RunView } from '../api/types.ts';
import { go, href } from '../state/router.ts';
import { formatDateTime } from '../text/format.ts';
import { t } from '../text/index.ts';
import { useItems } from './listed.tsx';

/** The other runs of the same kind: choosing one opens the comparison. */
export function CompareWith({ run }: { readonly run: RunView }) {
  const { run: text } = t.value;
  const { id, recipe, startedAt } = run;
  const runs = useItems<RunView>('api/runs', [id], { recipe, limit: 20 });
  const others = (runs.data.value ?? []).filter((other) => other.id !== id);
  if (recipe !== 'tag' || others.length === 0) return null;
  return (
    <label class="row">
      <span class="label">{text.compare}</span>
      <select
        class="input time"
        value=""
        onChange={(event) => {
          const other = event.currentTarget.value;
          const isLater = others.some((each) => each.id === other && each.startedAt > startedAt);
          const [first, second] = isLater ? [id, other] : [other, id];
          if (other !== '') go(href(`/runs/${first}/compare/${second}`));
        }}
      >
        <option value="">{text.chooseRun}</option>
        {others.map((other) => (
          <option key={other.id} value={other.id}>
            {formatDateTime(other.startedAt)}
          </option>
        ))}
      </select>
    </label>
  );
}
