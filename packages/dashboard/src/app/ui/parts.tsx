import type { ComponentChildren } from 'preact';
import { Problem } from '../api/http.ts';
import { formatPercent } from '../text/format.ts';
import { t } from '../text/index.ts';
import { Button } from './button.tsx';

export function Empty(props: {
  readonly title: string;
  readonly text?: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <h2>{props.title}</h2>
      {props.text && <p>{props.text}</p>}
      {props.children}
    </div>
  );
}

export function Failure({ error, retry }: { readonly error: unknown; retry?(): void }) {
  return (
    <div class="empty" role="alert">
      <h2>{t.value.state.failed}</h2>
      <p>{messageOf(error)}</p>
      {retry && <Button onClick={retry}>{t.value.action.retry}</Button>}
    </div>
  );
}

export function messageOf(error: unknown): string {
  if (!(error instanceof Problem)) return String(error);
  if (error.status === 0) return t.value.errors.network;
  if (error.status === 403) return t.value.errors.forbidden;
  return error.message;
}

export type Tone = 'good' | 'warn' | 'bad' | 'accent';
export function Badge(props: { readonly tone?: Tone; readonly children: ComponentChildren }) {
  return <span class={`badge ${props.tone ?? ''}`}>{props.children}</span>;
}

/** 0 to 1. Says its value to readers too. */
export function Meter({ value, label }: { readonly value: number; readonly label: string }) {
  const share = Math.min(1, Math.max(0, value));
  return (
    <div
      class="meter"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={formatPercent(share)}
    >
      <div style={{ width: `${share * 100}%` }} />
    </div>
  );
}

export function Stat(props: {
  readonly value: ComponentChildren;
  readonly label: string;
  readonly href?: string;
}) {
  const content = (
    <>
      <strong>{props.value}</strong>
      <span class="muted">{props.label}</span>
    </>
  );
  return props.href ? (
    <a class="stat" href={props.href}>
      {content}
    </a>
  ) : (
    <div class="stat">{content}</div>
  );
}

export function Field(props: {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly error?: string;
  /** A heading beside it says the same. */
  readonly labelHidden?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <div class="field">
      <label for={props.id} class={props.labelHidden ? 'hidden-visually' : ''}>
        {props.label}
      </label>
      {props.children}
      {props.error ? (
        <p class="field-error" id={`${props.id}-error`} role="alert">
          {props.error}
        </p>
      ) : (
        props.hint && (
          <p class="muted small" id={`${props.id}-hint`}>
            {props.hint}
          </p>
        )
      )}
    </div>
  );
}
