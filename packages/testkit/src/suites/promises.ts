import assert from 'node:assert/strict';
import type { Claim, Plugin, Reason } from '@earmark/core';

/** What every plugin says of itself. */
export function assertSpec(plugin: Plugin & { readonly kind: string }, kind: string): void {
  assert.equal(plugin.spec, 1);
  assert.equal(plugin.kind, kind);
  assert.match(plugin.name, /^[a-z][a-z0-9-]{0,63}$/, 'a name is short and lower-case');
}

/** Core gives what it keeps: a plugin that changes what it got would change it for everybody. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

export function isPlainData(value: unknown): boolean {
  const again: unknown = JSON.parse(JSON.stringify(value));
  assert.deepEqual(again, value, 'it is plain data, that JSON keeps as it is');
  return true;
}

export function assertReasons(reasons: readonly Reason[]): void {
  for (const { what, contribution } of reasons) {
    assert.ok(what.trim() !== '', 'a reason says something');
    assert.ok(Number.isFinite(contribution), `the contribution of "${what}" is a number`);
  }
}

export function assertClaims(claims: readonly Claim[]): void {
  for (const { field, value, strength } of claims) {
    assert.ok(field !== '' && value !== '', 'a claim says something');
    assert.ok(strength >= 0 && strength <= 1, `strength ${strength} of ${value} is not 0 to 1`);
  }
  assert.ok(isPlainData(claims));
}
