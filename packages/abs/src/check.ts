import type { Finding, PluginContext } from '@earmark/core';
import { authorizeAnswer, type Library, statusAnswer } from './answers.ts';
import type { Server } from './server.ts';

const oldest = [2, 26] as const;

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
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
  return isOld
    ? {
        level: 'failure',
        text: `Audiobookshelf ${version} is too old: it takes no API keys and loses data silently`,
        fix: `Update it to ${oldest.join('.')} or newer.`,
      }
    : { level: 'ok', text: `Audiobookshelf ${version} answers` };
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
