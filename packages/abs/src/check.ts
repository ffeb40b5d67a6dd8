import type { Finding, PluginContext } from '@earmark/core';
import { authorizeAnswer, type Library, statusAnswer } from './answers.ts';
import type { Server } from './server.ts';

/** From here on it takes API keys and stores descriptions sanitised; before, it was tried down to the second. */
const [withKeys, tried] = ['2.26', '2.17'];

/** What of this server's settings keeps Earmark from working, or undoes its work. */
export async function checkServer(server: Server, ctx: PluginContext): Promise<readonly Finding[]> {
  const { serverVersion } = await server.get('status', statusAnswer, ctx);
  const findings: Finding[] = [versionFinding(serverVersion)];
  const { user, serverSettings } = await server.post('api/authorize', '{}', authorizeAnswer, ctx);
  const { update, upload } = user.permissions;
  if (update === false)
    findings.push({
      level: 'failure',
      text: `${user.username} may not update items`,
      fix: 'Allow it under Settings, Users.',
    });
  if (upload === false)
    findings.push({
      level: 'warning',
      text: `${user.username} may not upload: covers cannot be added`,
      fix: 'Allow it under Settings, Users.',
    });
  if (serverSettings?.storeMetadataWithItem)
    findings.push({
      level: 'ok',
      text: 'It keeps metadata.json in the folders of the books: these folders must be writable for it',
    });
  for (const library of await server.libraries(ctx)) findings.push(...libraryFindings(library));
  findings.push({
    level: 'ok',
    text: 'Its "embed metadata" writes into files that have a second name: never use it for books that still seed',
  });
  return findings;
}

function versionFinding(version: string): Finding {
  if (isFrom(withKeys, version)) return { level: 'ok', text: `Audiobookshelf ${version} answers` };
  const keys = `it has no API keys before ${withKeys}, so the key is a user's token, which their other devices share`;
  return {
    level: 'warning',
    text: isFrom(tried, version)
      ? `Audiobookshelf ${version} works, but ${keys}`
      : `Audiobookshelf ${version} is older than ${tried}, the oldest that was tried: ${keys}`,
    fix: `Update it to ${withKeys} or newer when you can.`,
  };
}

function isFrom(oldest: string, version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = oldest.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

function libraryFindings({ name, settings }: Library): readonly Finding[] {
  const order = settings?.metadataPrecedence ?? [];
  if (order.length === 0 || order.at(-1) === 'absMetadata') return [];
  return [
    {
      level: 'warning',
      text: `In the library ${name} files and folders win over what is set in Audiobookshelf: the next scan may undo what Earmark writes`,
      fix: "Move “Audiobookshelf metadata” to the top in the library's scanner settings.",
    },
  ];
}
