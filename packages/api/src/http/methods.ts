import type { Operation } from '../operation.ts';

/** Which methods an address takes, for one that was asked with another. Empty where it is none of ours. */
export function createMethods(
  operations: readonly Pick<Operation, 'method' | 'path'>[],
): (pathname: string) => readonly string[] {
  const routes = operations.map(({ method, path }) => ({
    method,
    pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
  }));
  return (pathname) => [
    ...new Set(
      routes
        .filter(({ pattern }) => pattern.test(pathname))
        .flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])),
    ),
  ];
}
