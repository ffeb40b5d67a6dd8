import { type ClaimOptions, servesLane } from '@earmark/core';
import { type Kysely, sql } from 'kysely';
import type { AccountSchema } from '../../schema/account.ts';

/** What a claim has to know before it takes anything. */
export interface Survey {
  /** Lanes of this worker with jobs that can be taken at once. */
  readonly ready: readonly string[];
  /** Lanes with parked jobs that are due by now. */
  readonly due: readonly string[];
  /** A lease has ended. */
  readonly lapsed: boolean;
  /** When the next parked job of this worker is due. */
  readonly nextAt?: number;
}

/** Costs a look at an index for each lane, however many jobs wait in it: asked for the first, a database takes the index, which it need not where any one will do. */
export async function survey(db: Kysely<AccountSchema>, offer: ClaimOptions): Promise<Survey> {
  const { rows } = await sql<LaneRow>`
    with recursive lanes(lane) as (
      select min(lane) from jobs where status = 'waiting'
      union all
      select (select min(lane) from jobs where status = 'waiting' and jobs.lane > lanes.lane)
      from lanes where lane is not null
    )
    select lane,
      (select min(not_before) from jobs where status = 'waiting' and parked = 1 and jobs.lane = lanes.lane) as at,
      (select seq from jobs where status = 'waiting' and parked = 0 and jobs.lane = lanes.lane order by priority desc, seq limit 1) as first
    from lanes where lane is not null
    union all
    select null, min(lease_until), null from jobs where status = 'active'
  `.execute(db);
  const lapsed = rows.some(({ lane, at }) => lane === null && at !== null && at <= offer.now);
  const ours = rows.flatMap(({ lane, ...rest }) =>
    lane !== null && servesLane(offer, lane) ? [{ lane, ...rest }] : [],
  );
  const later = ours.flatMap(({ at }) => (at !== null && at > offer.now ? [at] : []));
  return {
    ready: ours.filter(({ first }) => first !== null).map(({ lane }) => lane),
    due: ours.filter(({ at }) => at !== null && at <= offer.now).map(({ lane }) => lane),
    lapsed,
    ...(later.length > 0 && { nextAt: Math.min(...later) }),
  };
}

interface LaneRow {
  readonly lane: string | null;
  readonly at: number | null;
  readonly first: number | null;
}
