import { ended } from '../exit.ts';
import { withHost } from '../host/host.ts';
import { inspectPlugin } from '../host/inspect-plugin.ts';
import { placesOf } from '../output/asked.ts';
import { createOutput } from '../output/output.ts';
import { printable } from '../output/printable.ts';
import { dim, green, red } from '../output/style.ts';
import { table } from '../output/table.ts';
import type { DefineCommand } from './command.ts';

export const definePlugins: DefineCommand = (plugins, session) => {
  plugins
    .command('list', { isDefault: true })
    .description('the plugins of this configuration')
    .action(async (_options, command) => {
      await withHost(session.globals(command), async ({ earmark, out }) => {
        for (const { kind, name, spec, hosts = {}, files = [] } of earmark.plugins)
          out.data({ event: 'plugin', kind, name, spec, hosts: Object.keys(hosts), files });
        out.say(
          table(
            earmark.plugins,
            [
              { title: 'kind', value: ({ kind }) => kind },
              { title: 'name', value: ({ name }) => name },
              { title: 'contract', value: ({ spec }) => String(spec), align: 'right' },
              { title: 'answers from', value: placesOf, flexible: true },
            ],
            out.width,
          ),
        );
      });
    });
  plugins
    .command('check')
    .argument('<module>', 'a file or a package that exports create<Name><Kind> or a plugin')
    .option('--export <name>', 'which export; default: every create… function and every plugin')
    .description(
      'load a plugin and check its shape against the contract; the suites of @earmark/testkit check its behaviour',
    )
    .action(async (module: string, options: { readonly export?: string }, command) => {
      const out = createOutput(session.globals(command));
      const findings = await inspectPlugin(module, session.io.cwd, options.export);
      for (const { what, fault } of findings) {
        out.data({
          event: 'plugin-checked',
          what,
          ok: fault === undefined,
          ...(fault === undefined ? {} : { fault }),
        });
        out.say(
          fault === undefined
            ? `${green('✓')} ${printable(what)}`
            : `${red('✗')} ${printable(what)}: ${printable(fault)}`,
        );
      }
      out.say(
        dim('its behaviour: the suites of @earmark/testkit, as examples/third-party-source does'),
      );
      session.code = findings.some(({ fault }) => fault !== undefined) ? ended.failed : ended.done;
    });
};
