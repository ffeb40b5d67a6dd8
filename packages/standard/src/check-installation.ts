import type { ConfigContext, Earmark, PluginFindings } from '@earmark/core';
import { bookPlugins, type Env, said } from './books.ts';
import { withCredentials } from './credentials.ts';

/** What each plugin finds, those included that only the recipes of audiobooks know. */
export async function checkInstallation(
  earmark: Earmark,
  given: ConfigContext,
): Promise<readonly PluginFindings[]> {
  const { context } = await withCredentials(given, earmark);
  const { finders, downloader } = await bookPlugins(context);
  const found = await earmark.check([...finders, ...(downloader ? [downloader] : [])]);
  return finders.length > 0 ? found : [...found, ...passwordFindings(context.env)];
}

/** An older program's name and password are of no use: the site's rules forbid programs to log in with them. */
function passwordFindings(env: Env): readonly PluginFindings[] {
  if (said(env, 'MAM_USERNAME', 'MAM_PASSWORD') === undefined) return [];
  const finding = {
    level: 'warning' as const,
    text: "MAM_USERNAME and MAM_PASSWORD are not used: MyAnonamouse's rules forbid programs to log in with a password",
    fix: 'Make a session for this machine on the site under Preferences, Security, and set EARMARK_MAM_ID to it. Then remove both variables.',
  };
  return [{ kind: 'finder', name: 'mam', findings: [finding] }];
}
