import { type Ask, ask } from '../api/http.ts';
import { account } from '../state/session.ts';
import { say } from '../state/toast.ts';
import { messageOf } from './parts.tsx';

/** Does it, says how it went, and then what depends on it. Gives the answer, or nothing where it failed. */
export async function act<T>(
  path: string,
  options: Ask & { readonly done?: string; after?(): void },
): Promise<T | undefined> {
  const { done, after, ...asked } = options;
  try {
    const query = { account: account.value, ...asked.query };
    const { body } = await ask<T>(path, { ...asked, query });
    if (done) say(done);
    after?.();
    return body;
  } catch (error) {
    say(messageOf(error));
    return undefined;
  }
}
