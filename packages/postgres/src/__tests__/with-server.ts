import { afterAll, beforeAll, type TestContext, test, vi } from 'vitest';
import { absent, createTestServer, type TestServer } from './server.ts';

/** One server for the tests of a file. Where PostgreSQL is not installed they are skipped, and say so. */
export function withServer(): {
  readonly server: () => TestServer;
  readonly test: (name: string, body: (context: TestContext) => Promise<void>) => void;
} {
  vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });
  let started: TestServer | undefined;
  beforeAll(async () => {
    if (absent === undefined) started = await createTestServer();
  });
  afterAll(() => started?.remove());
  return {
    server() {
      if (started === undefined) throw new Error('the server was not started');
      return started;
    },
    test: (name, body) => {
      test(name, async (context) => {
        if (absent !== undefined) context.skip(absent);
        await body(context);
      });
    },
  };
}
