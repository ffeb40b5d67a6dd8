import type { SettingsPreview as Preview } from '@earmark/api/client';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ask } from '../api/http.ts';
import type { SettingsView } from '../api/settings.ts';
import { href } from '../state/router.ts';
import { account } from '../state/session.ts';
import { formatNumber, formatPercent } from '../text/format.ts';
import { t } from '../text/index.ts';
import { Diff } from './diff.tsx';
import { Badge, Failure, type Tone } from './parts.tsx';

export type Wanted = Pick<SettingsView, 'bands' | 'genres'>;

const settleMs = 350;
const tones: Readonly<Record<string, Tone>> = { auto: 'good', review: 'accent', manual: 'warn' };

/** Asks the journal while the settings are moved: no source is asked anything. */
export function SettingsPreview({ wanted }: { readonly wanted: Wanted }) {
  const { settings: text } = t.value;
  const preview = useSignal<Preview | undefined>(undefined);
  const error = useSignal<unknown>(undefined);
  const key = JSON.stringify(wanted);
  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(() => {
      ask<Preview>('api/settings/preview', {
        method: 'POST',
        query: { account: account.value },
        body: wanted,
        signal: controller.signal,
      }).then(
        ({ body }) => {
          preview.value = body;
          error.value = undefined;
        },
        (reason) => {
          if (!controller.signal.aborted) error.value = reason;
        },
      );
    }, settleMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [key]);

  const shown = preview.value;
  return (
    <aside class="stack settings-preview" aria-labelledby="preview">
      <h2 id="preview">{text.preview}</h2>
      {error.value !== undefined ? (
        <Failure error={error.value} />
      ) : !shown ? (
        <p class="muted">{t.value.state.loading}</p>
      ) : (
        <>
          <p role="status">{sentence(shown)}</p>
          <ul class="list">
            {shown.examples.map(({ subject, title, field, confidence, from, to }) => (
              <li key={`${subject} ${field}`} class="stack">
                <span class="row row-between">
                  <a href={href(`/albums/${encodeURIComponent(subject)}`)}>
                    <strong>
                      <bdi>{title}</bdi>
                    </strong>
                  </a>
                  <span class="muted small number">{formatPercent(confidence)}</span>
                </span>
                {from.band !== to.band && (
                  <span class="row small">
                    <Band name={from.band} />
                    <span aria-hidden="true">→</span>
                    <Band name={to.band} />
                  </span>
                )}
                {from.after.join('\n') !== to.after.join('\n') && (
                  <Diff before={from.after} after={to.after} inline />
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  );
}

function Band({ name }: { readonly name: string }) {
  const tone = tones[name];
  const { bandNames } = t.value.settings;
  return <Badge {...(tone ? { tone } : {})}>{bandNames[name] ?? name}</Badge>;
}

function sentence({ looked, more, changed, bands, otherValues, expectedWrong }: Preview): string {
  const { settings: text, counts } = t.value;
  if (looked === 0) return text.nothingYet;
  const of = text.ofPast(counts.decisions(looked), more);
  if (changed === 0) return `${of} ${text.noneChanged}`;
  const { came = 0, left = 0 } = bands.auto ?? {};
  const parts = [
    text.changed(formatNumber(changed)),
    came > 0 ? text.moreWritten(formatNumber(came), formatNumber(expectedWrong)) : '',
    left > 0 ? text.lessWritten(formatNumber(left)) : '',
    otherValues > 0 ? text.otherValues(formatNumber(otherValues)) : '',
  ];
  return [of, ...parts.filter(Boolean)].join(' ');
}
