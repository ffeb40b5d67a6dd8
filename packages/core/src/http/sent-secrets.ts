import type { Redactor } from '../secrets/redactor.ts';
import type { HttpInit } from '../spec.ts';
import { isSecretParameter } from './redact.ts';

/** The same request; `redact` learns the keys and tokens that go with it, as a service may repeat them in its answer. */
export function learningSecrets(url: URL, init: HttpInit, redact: Redactor): HttpInit {
  const learn = (value: string) => {
    redact.add(value);
    // `Bearer …`
    redact.add(value.slice(value.indexOf(' ') + 1));
  };
  const learnAll = (headers: Readonly<Record<string, string>> = {}) => {
    for (const [name, value] of Object.entries(headers))
      if (isSecretParameter(name) || /key$/i.test(name)) learn(value);
  };
  for (const [name, value] of url.searchParams) if (isSecretParameter(name)) learn(value);
  learnAll(init.headers);
  const { authorize } = init;
  if (authorize === undefined) return init;
  return {
    ...init,
    async authorize(attempt) {
      const headers = await authorize(attempt);
      learnAll(headers);
      return headers;
    },
  };
}
