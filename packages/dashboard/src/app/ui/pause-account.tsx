import { formatSoon } from '../text/format.ts';
import { t } from '../text/index.ts';
import { act } from './act.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

const hourMs = 3_600_000;

/** For how long: whoever pauses something for a party forgets to turn it on again. */
export function PauseAccount(props: { readonly account: string; close(): void }) {
  const { accounts: text } = t.value;
  const { account, close } = props;
  const now = Date.now();
  const ends = [
    { label: text.pauseHour, until: now + hourMs },
    { label: text.pauseTomorrow, until: new Date(now).setHours(24, 0, 0, 0) },
    { label: text.pauseOpen },
  ];

  async function pause(until: number | undefined): Promise<void> {
    await act('api/control', {
      method: 'POST',
      query: { account: undefined },
      body: { account, action: 'pause', ...(until === undefined ? {} : { until }) },
    });
    close();
  }
  return (
    <Dialog title={text.pauseTitle(account)} onClose={close}>
      <p class="muted">{text.pauseText}</p>
      {ends.map(({ label, until }) => (
        <Button key={label} onClick={() => void pause(until)}>
          {label}
          {until !== undefined && <span class="muted">{formatSoon(until)}</span>}
        </Button>
      ))}
    </Dialog>
  );
}
