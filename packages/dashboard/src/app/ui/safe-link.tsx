import type { ComponentChildren } from 'preact';

/** An address comes from outside: only http(s) becomes a link. Anything else is shown as it is. */
export function SafeLink(props: {
  readonly address: string;
  readonly children: ComponentChildren;
}) {
  const { address, children } = props;
  if (!/^https?:\/\/\S+$/i.test(address) || !URL.canParse(address)) return <>{children}</>;
  return (
    <a class="link" href={address} target="_blank" rel="noopener noreferrer">
      {new URL(address).host}
    </a>
  );
}
