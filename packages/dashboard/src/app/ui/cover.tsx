import { useSignal } from '@preact/signals';
import { href } from '../state/router.ts';

/** A picture, or initials on a tint of the title's own where there is none. */
export function Cover(props: {
  readonly album: string;
  readonly account: string;
  readonly title: string;
  readonly size: number;
  readonly has?: boolean;
}) {
  const { album, account, title, size, has = true } = props;
  const broken = useSignal(false);
  const source = href(`/api/covers/${encodeURIComponent(album)}`, { account });
  return (
    <div class="cover" style={{ '--tint': String(tint(title)) }} aria-hidden="true">
      <span style={{ fontSize: `${Math.max(11, Math.round(size / 8))}px` }}>{initials(title)}</span>
      {has && !broken.value && (
        <img
          src={source}
          alt=""
          loading="lazy"
          decoding="async"
          width={size}
          height={size}
          onError={() => {
            broken.value = true;
          }}
        />
      )}
    </div>
  );
}

function initials(title: string): string {
  const words = title.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toLocaleUpperCase() ?? '')
    .join('');
}

/** A hue of 0 to 359, always the same for the same title. */
function tint(title: string): number {
  let hash = 0;
  for (const letter of title) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return hash;
}
