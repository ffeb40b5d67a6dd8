import { checkInstallation } from '@earmark/standard';
import { machineSections } from '../doctor/machine.ts';
import { ended } from '../exit.ts';
import { type Host, withHost } from '../host/host.ts';
import { printable } from '../output/printable.ts';
import { bold, dim, green, red, yellow } from '../output/style.ts';
import type { DefineCommand } from './command.ts';

const marks = { ok: green('✓'), warning: yellow('!'), failure: red('✗') } as const;

export const defineDoctor: DefineCommand = (command, session) => {
  command.action(async (_options, command) => {
    session.code = await withHost(session.globals(command), doctor);
  });
};

async function doctor(host: Host): Promise<number> {
  const { earmark, settings, out } = host;
  const sections = [
    ...(await machineSections(host)),
    ...(await checkInstallation(earmark, settings.context)),
  ];
  let failures = 0;
  for (const { kind, name, findings } of sections) {
    out.say(bold(`${kind} ${name}`));
    if (findings.length === 0) out.say(dim('  nothing to check'));
    for (const finding of findings) {
      if (finding.level === 'failure') failures += 1;
      out.data({ event: 'finding', kind, name, ...finding });
      out.say(
        `  ${marks[finding.level]} ${printable(finding.text)}${finding.fix ? dim(`\n    → ${printable(finding.fix)}`) : ''}`,
      );
    }
  }
  return failures > 0 ? ended.failed : ended.done;
}
