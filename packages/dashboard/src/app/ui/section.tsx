import type { ComponentChildren } from 'preact';
import { Button } from './button.tsx';

/** A part of a page: its heading, and at the other end what can be added to it. */
export function Section(props: {
  readonly id: string;
  readonly title: string;
  readonly add?: { readonly label: string; run(): void };
  readonly children: ComponentChildren;
}) {
  const { id, title, add } = props;
  return (
    <section class="stack" aria-labelledby={id}>
      <div class="row row-between">
        <h2 id={id}>{title}</h2>
        {add && (
          <Button icon="plus" onClick={add.run}>
            {add.label}
          </Button>
        )}
      </div>
      {props.children}
    </section>
  );
}
