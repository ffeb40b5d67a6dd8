import type { Operations } from '@earmark/api/client';
import { catalogueChanged } from '../state/live.ts';
import { type Resource, useResource } from '../state/resource.ts';
import { account } from '../state/session.ts';
import { ask } from './http.ts';

export type EvidenceView = Operations['GET /api/albums/{id}/evidence']['answer'];

/** Everything that is known of why an album is as it is. */
export function useEvidence(album: string): Resource<EvidenceView> {
  return useResource(
    async (signal) => {
      const path = `api/albums/${encodeURIComponent(album)}/evidence`;
      return (await ask<EvidenceView>(path, { query: { account: account.value }, signal })).body;
    },
    [album, catalogueChanged.value],
  );
}
