import type { DemoOptions } from '../demo/demo.ts';
import { createOutput } from '../output/output.ts';
import { wholeNumber } from '../whole-number.ts';
import type { DefineCommand } from './command.ts';

interface DemoFlags extends DemoOptions {
  readonly serve?: boolean;
  readonly port: string;
}

export const defineDemo: DefineCommand = (command, session) => {
  command
    .option('--keep', 'leave the library and the state where they are')
    .option('--serve', 'show the library in the pages instead, tagged and reviewed in part')
    .option('--port <port>', 'with --serve: where it listens; 0 takes a free port', '0')
    .action(async ({ serve, port, ...options }: DemoFlags, command) => {
      const out = createOutput(session.globals(command));
      if (serve) {
        const { serveDemo } = await import('../demo/serve-demo.ts');
        await serveDemo(session.io, out, { ...options, port: wholeNumber('--port', port, 0) });
        return;
      }
      const { demo } = await import('../demo/demo.ts');
      await demo(out, options);
    });
};
