import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EarmarkError, type Json } from '@earmark/core';
import type { Io } from '../io.ts';
import type { Output } from '../output/output.ts';
import { bold, dim } from '../output/style.ts';
import { stopAsked } from '../server/stop-asked.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';

export interface ServeDemoOptions {
  readonly port: number;
  readonly keep?: boolean;
}

/** The demo's library in the pages, tagged and reviewed in part, until it is told to stop. Then nothing of it is left. */
export async function serveDemo(
  io: Io,
  out: Output,
  { port, keep = false }: ServeDemoOptions,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'earmark-demo-'));
  const stopped = stopAsked({ io });
  try {
    const server = await startDemoServer(folder, { port });
    try {
      out.note('making a small library, tagging it …');
      await server.makeLibrary();
      const waiting = await prepare(server);
      const login = { name: 'demo', password: randomBytes(9).toString('base64url') };
      await server.access.setup.run(login);
      out.data({ event: 'serving', url: server.url, ...login, waiting });
      out.say(`The demo is at ${bold(server.url)}`);
      out.say(`Log in as ${bold(login.name)} with the password ${bold(login.password)}`);
      out.say(dim('Ctrl-C ends it and removes its library.'));
      await stopped;
    } finally {
      await server.close();
    }
  } finally {
    if (keep) out.say(dim(`kept: ${folder}`));
    else await rm(folder, { recursive: true, force: true });
  }
}

/** So sure must a decision be to be written unasked: a library of ten albums would leave a person nothing to do. */
const cautious = 0.98;

/** Tags it, and answers half of what waits for a person. Gives how many decisions still wait. */
async function prepare({ earmark }: DemoServer): Promise<number> {
  await completed(earmark, 'tag', { confidence: cautious });
  const { reviews } = await earmark.store();
  const pending = await reviews.list({ status: 'pending' });
  for (const { decision } of pending.slice(0, Math.floor(pending.length / 2)))
    await earmark.reviews.answer(decision, { status: 'accepted', by: 'demo' });
  await completed(earmark, 'reviewed', {});
  return reviews.count({ status: 'pending' });
}

async function completed(
  earmark: DemoServer['earmark'],
  recipe: string,
  request: Json,
): Promise<void> {
  const { outcome, fault } = await (await earmark.start(recipe, request)).done;
  if (outcome !== 'completed')
    throw new EarmarkError('integrity', `the demo went wrong: ${fault?.message ?? outcome}`);
}
