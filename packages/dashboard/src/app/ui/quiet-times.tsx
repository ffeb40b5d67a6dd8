import { useSignal } from '@preact/signals';
import { t } from '../text/index.ts';
import { Button } from './button.tsx';

export type QuietTimes = readonly { readonly from: string; readonly to: string }[];

/** Times of the day in which nothing happens. Whoever may change them adds one and takes one away. */
export function QuietTimes(props: {
  readonly times: QuietTimes;
  readonly mayChange: boolean;
  change(times: QuietTimes): void;
}) {
  const { schedule: text, action } = t.value;
  const { times, mayChange, change } = props;
  const from = useSignal('22:00');
  const to = useSignal('07:00');
  const time = (label: string, value: { value: string }) => (
    <label class="row">
      <span class="label">{label}</span>
      <input
        class="input time"
        type="time"
        value={value.value}
        required
        onInput={(event) => {
          value.value = event.currentTarget.value;
        }}
      />
    </label>
  );
  return (
    <>
      {times.length > 0 && (
        <ul class="row">
          {times.map((each) => (
            <li key={`${each.from} ${each.to}`} class="chip">
              <span class="number">
                {each.from}–{each.to}
              </span>
              {mayChange && (
                <Button
                  icon="close"
                  kind="quiet"
                  label={`${action.remove}: ${each.from}–${each.to}`}
                  onClick={() => change(times.filter((other) => other !== each))}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {mayChange && (
        <div class="row">
          {time(text.from, from)}
          {time(text.to, to)}
          <Button
            icon="plus"
            disabled={from.value === '' || to.value === '' || from.value === to.value}
            onClick={() => change([...times, { from: from.value, to: to.value }])}
          >
            {text.add}
          </Button>
        </div>
      )}
    </>
  );
}
