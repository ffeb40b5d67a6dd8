import type { DemoOptions } from '../demo/demo.ts';
import { createOutput } from '../output/output.ts';
import type { DefineCommand } from './command.ts';

export const defineDemo: DefineCommand = (command, session) => {
  command
    .option('--keep', 'leave the library and the state where they are')
    .action(async (options: DemoOptions, command) => {
      const { demo } = await import('../demo/demo.ts');
      await demo(createOutput(session.globals(command)), options);
    });
};
