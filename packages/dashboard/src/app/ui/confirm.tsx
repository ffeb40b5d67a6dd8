import { t } from '../text/index.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

/** Asks once more before something that is not easily taken back. */
export function Confirm(props: {
  readonly title: string;
  readonly text: string;
  /** What is done, as its button says it. */
  readonly action: string;
  readonly danger?: boolean;
  run(): void;
  close(): void;
}) {
  const { title, text, action, danger, run, close } = props;
  return (
    <Dialog title={title} onClose={close}>
      <p>{text}</p>
      <div class="row">
        <Button
          kind={danger ? 'danger' : 'main'}
          onClick={() => {
            run();
            close();
          }}
        >
          {action}
        </Button>
        <Button onClick={close}>{t.value.action.cancel}</Button>
      </div>
    </Dialog>
  );
}
