import type { Operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { createAlbumOperations } from './albums.ts';
import { createBookOperations } from './books.ts';
import { createCoverOperations } from './covers.ts';
import { createEventOperations } from './events.ts';
import { createExportOperations } from './export.ts';
import { createGenreOperations } from './genres.ts';
import { createKeyOperations } from './keys.ts';
import { createLearningOperations } from './learning.ts';
import { createLeaseOperations } from './leases.ts';
import { createNoticeRuleOperations } from './notice-rules.ts';
import { createNoticeOperations } from './notices.ts';
import { createOutboxOperations } from './outbox.ts';
import { createPeopleOperations } from './people.ts';
import { createQualityOperations } from './quality.ts';
import { createReviewOperations } from './reviews.ts';
import { createRunOperations } from './runs.ts';
import { createServerOperations } from './server.ts';
import { createSessionOperations } from './session.ts';
import { createSettingsOperations } from './settings.ts';
import { createUserOperations } from './users.ts';
import { createViewOperations } from './views.ts';
import { createWorkOperations } from './work.ts';

export const createOperations = (parts: ApiParts): readonly Operation[] => [
  ...createServerOperations(parts),
  ...createSessionOperations(parts),
  ...createPeopleOperations(parts),
  ...createKeyOperations(parts),
  ...createUserOperations(parts),
  ...createSettingsOperations(parts),
  ...createAlbumOperations(parts),
  ...createBookOperations(parts),
  ...createCoverOperations(parts),
  ...createGenreOperations(),
  ...createReviewOperations(parts),
  ...createQualityOperations(parts),
  ...createRunOperations(parts),
  ...createNoticeOperations(parts),
  ...createNoticeRuleOperations(parts),
  ...createOutboxOperations(parts),
  ...createWorkOperations(),
  ...createLeaseOperations(parts),
  ...createViewOperations(parts),
  ...createLearningOperations(parts),
  ...createEventOperations(parts),
  ...createExportOperations(parts),
];
