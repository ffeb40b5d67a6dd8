import type { DemoOptions } from '../demo/demo.ts';
import { globalsOf } from '../host/globals.ts';
import { createOutput } from '../output/output.ts';
import type { AddCommand } from './index.ts';

export const addDemo: AddCommand = (program) => {
  program
    .command('demo')
    .option('--keep', 'leave the library and the state where they are')
    .description('the main job on a small library of our own, offline, and back')
    .action(async (options: DemoOptions, command) => {
      const { demo } = await import('../demo/demo.ts');
      await demo(createOutput(globalsOf(command)), options);
    });
};
