import type { Offer } from '@earmark/api/client';
import { isOwner } from '../state/session.ts';
import { formatDuration, formatList, formatPercent } from '../text/format.ts';
import { t } from '../text/index.ts';
import { act } from './act.ts';
import { Button } from './button.tsx';
import { Badge } from './parts.tsx';
import { SafeLink } from './safe-link.tsx';
import { formatSize } from './size.ts';

/** What was found for one wish, beside each other: what fits first, with what speaks against the others. */
export function Offers({ offers }: { readonly offers: readonly Offer[] }) {
  const { wishes: text } = t.value;
  if (offers.length === 0) return <p class="muted">{text.noOffers}</p>;
  return (
    <ul class="offers">
      {offers.map((offer) => (
        <li key={offer.id} class={`offer ${offer.fits ? 'fits' : ''}`}>
          <strong>
            <bdi>{offer.title}</bdi>
          </strong>
          <span class="muted small">{formatList(offer.creators)}</span>
          {offer.narrators.length > 0 && (
            <span class="small">
              {text.narrator}: {formatList(offer.narrators)}
            </span>
          )}
          <span class="row">
            <Badge {...(offer.fits ? { tone: 'good' as const } : {})}>
              {text.sure(formatPercent(offer.score))}
            </Badge>
            {offer.free && <Badge tone="accent">{text.free}</Badge>}
            {offer.abridged !== undefined && (
              <Badge {...(offer.abridged ? { tone: 'warn' as const } : {})}>
                {offer.abridged ? text.abridged : text.unabridged}
              </Badge>
            )}
          </span>
          <span class="muted small">{factsOf(offer).join(' · ')}</span>
          {offer.why.length > 0 && (
            <span class="small">
              {text.against}: {formatList(offer.why)}
            </span>
          )}
          {offer.url && <SafeLink address={offer.url}>{offer.finder}</SafeLink>}
          {isOwner.value && (
            <Button
              {...(offer.fits ? { kind: 'main' as const } : {})}
              label={`${text.yes}: ${offer.title}`}
              onClick={() => void accept(offer.id)}
            >
              {text.yes}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function factsOf({ formats, sizeBytes, durationSeconds, seeders }: Offer): readonly string[] {
  return [
    formats.join(', '),
    sizeBytes === undefined ? '' : formatSize(sizeBytes),
    durationSeconds === undefined ? '' : formatDuration(durationSeconds),
    seeders === undefined ? '' : t.value.wishes.seeders(seeders),
  ].filter((fact) => fact !== '');
}

const accept = (id: string) =>
  act(`api/books/offers/${encodeURIComponent(id)}/add`, {
    method: 'POST',
    headers: { 'idempotency-key': crypto.randomUUID() },
    done: t.value.wishes.yesDone,
  });
