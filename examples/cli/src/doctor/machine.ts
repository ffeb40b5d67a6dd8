import { type Finding, makeFolder } from '@earmark/core';
import type { Host } from '../host/host.ts';
import { folderFinding } from './folder.ts';
import { mountFindings, stateFindings } from './mounts.ts';

export interface Section {
  readonly kind: string;
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** What is no plugin's business: this installation, and each root where this machine has it. */
export async function machineSections({
  settings,
  store,
  roots,
}: Host): Promise<readonly Section[]> {
  const { state } = settings.context;
  await makeFolder(state);
  const own: Finding[] = [
    { level: 'ok', text: `Node ${process.versions.node} on ${process.platform} ${process.arch}` },
    settings.file
      ? { level: 'ok', text: `configuration ${settings.file}` }
      : {
          level: 'warning',
          text: 'no configuration: built-in defaults are used',
          fix: 'earmark init',
        },
    { level: 'ok', text: `store: ${store}` },
    await folderFinding('state', state),
    ...(await stateFindings(state)),
  ];
  const sections: Section[] = [{ kind: 'machine', name: 'this machine', findings: own }];
  for (const [id, path] of Object.entries(roots)) {
    const folder = await folderFinding('folder', path);
    const mount = folder.level === 'failure' ? [] : await mountFindings(path);
    sections.push({ kind: 'root', name: id, findings: [folder, ...mount] });
  }
  return sections;
}
