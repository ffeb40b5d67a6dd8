import { machineSections } from '../doctor/machine.ts';
import { ended } from '../exit.ts';
import { globalsOf } from '../host/globals.ts';
import { type Host, withHost } from '../host/host.ts';
import { printable } from '../output/output.ts';
import { bold, dim, green, red, yellow } from '../output/style.ts';
import type { AddCommand } from './index.ts';

const marks = { ok: green('✓'), warning: yellow('!'), failure: red('✗') } as const;

export const addDoctor: AddCommand = (program, outcome) => {
  program
    .command('doctor')
    .description(
      'looks at credentials, tools, permissions, mounts, clocks and other machines, and says how to mend what is wrong; changes nothing',
    )
    .action(async (_options, command) => {
      outcome.code = await withHost(globalsOf(command), doctor);
    });
};

async function doctor(host: Host): Promise<number> {
  const { earmark, out } = host;
  const sections = [...(await machineSections(host)), ...(await earmark.check())];
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
