import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that can fall silent, as a cable that was pulled. */
export interface TestLink {
  /** The server's URL, by way of the link. */
  readonly url: string;
  /** Connections stay open and nothing passes; new ones are ended at once. */
  silence(): void;
  /** What was silenced is cut, and new connections work. */
  mend(): void;
  close(): Promise<void>;
}

export async function createTestLink(url: string): Promise<TestLink> {
  const port = Number(new URL(url).port);
  const open = new Set<Socket>();
  let silent = false;
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  const link = createServer((near) => {
    if (silent) {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('data', (data) => silent || other.write(data));
      one.on('error', () => undefined);
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(link, 'listening');
  const address = link.address();
  const own = new URL(url);
  own.port = String(typeof address === 'object' && address ? address.port : 0);
  return {
    url: own.href,
    silence() {
      silent = true;
    },
    mend() {
      cut();
      silent = false;
    },
    async close() {
      link.close();
      cut();
      await once(link, 'close');
    },
  };
}
