import { EarmarkError } from '@earmark/core';
import { between, type Checks, checkOptions, text, whole } from '@earmark/core/options';

/** What every part of this package needs to know of the database. */
export interface PostgresOptions {
  /** `postgres://user:password@host:5432/database`, with what else `pg` understands (`?sslmode=require`). PostgreSQL 13 or newer. */
  readonly url: string;
  /** Begins the names of all schemas of this installation: lower-case letters, digits and underscores, at most 20. Default `earmark`. */
  readonly schema?: string;
  /** Connections of one process, to all of its accounts together. Idle ones are closed after 10 s. Default 4; of the locks, 1. */
  readonly connections?: number;
  /** How long a server that went away is waited for, in milliseconds, before a call fails with `network`. Default 30,000. */
  readonly patienceMs?: number;
}

export interface Place {
  readonly url: string;
  readonly schema: string;
  readonly connections: number;
  readonly patienceMs: number;
  /** For messages: without user and password. */
  readonly title: string;
}

const checks: Checks<PostgresOptions> = {
  url: text,
  schema: text,
  connections: whole(1),
  patienceMs: between(0),
};

/** `more` are the checks of what `factory` takes beside these. */
export function placeOf<Options extends PostgresOptions>(
  options: Options,
  factory: string,
  more: Checks<Omit<Options, keyof PostgresOptions>>,
): Place {
  checkOptions<PostgresOptions>(options, factory, { ...checks, ...more });
  const { url, schema = 'earmark', connections = 4, patienceMs = 30_000 } = options;
  const refuse = (what: string): never => {
    throw new EarmarkError('config', `${factory}: ${what}`);
  };
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol))
    return refuse('url must look like postgres://user:password@host:5432/database');
  if (!/^[a-z_][a-z0-9_]{0,19}$/.test(schema))
    refuse(`schema is 1 to 20 lower-case letters, digits and underscores, not "${schema}"`);
  return {
    url,
    schema,
    connections,
    patienceMs,
    title: `${parsed.host || 'localhost'}${parsed.pathname}`,
  };
}
