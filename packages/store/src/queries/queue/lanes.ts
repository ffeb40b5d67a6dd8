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

/** Costs a look at an index for each lane, however many jobs wait in it: asked for the first in order, a database takes the index, which it need not for a minimum or where any one will do. */
export async function survey(db: Kysely<AccountSchema>, offer: ClaimOptions): Promise<Survey> {
  const { rows } = await sql<LaneRow>`
    with recursive lanes(lane) as (
      select (select lane from jobs where status = 'waiting' order by lane limit 1)
      union all
      select (select lane from jobs where status = 'waiting' and jobs.lane > lanes.lane order by lane limit 1)
      from lanes where lane is not null
    )
    select lane,
      (select not_before from jobs where status = 'waiting' and parked = 1 and jobs.lane = lanes.lane order by not_before limit 1) as at,
      (select seq from jobs where status = 'waiting' and parked = 0 and jobs.lane = lanes.lane order by priority desc, seq limit 1) as first
    from lanes where lane is not null
    union all
    select null, (select lease_until from jobs where status = 'active' order by lease_until limit 1), null
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
