import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../text/index.ts';
import { Button } from './button.tsx';

/** The browser's own modal dialog: it keeps the focus inside and gives it back. */
export function Dialog(props: {
  readonly title: string;
  readonly children: ComponentChildren;
  onClose(): void;
}) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    element.current?.showModal();
  }, []);
  return (
    <dialog ref={element} class="dialog" aria-label={props.title} onClose={props.onClose}>
      <div class="stack">
        <div class="row row-between">
          <h2>{props.title}</h2>
          <Button
            icon="close"
            kind="quiet"
            label={t.value.action.close}
            onClick={() => element.current?.close()}
          />
        </div>
        {props.children}
      </div>
    </dialog>
  );
}
