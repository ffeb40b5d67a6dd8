import type { EnrichmentResult } from './enrich/enrich.ts';
import type { PhaseReport } from './phases.ts';
import type { DownloadState } from './types.ts';

declare module '@earmark/spec' {
  interface Events {
    /** One of the six phases has ended. */
    'books-phase': Omit<PhaseReport, 'data'>;
    /** A wish was searched for. */
    'books-searched': {
      readonly wish: string;
      readonly title: string;
      readonly offers: number;
      readonly fit: number;
    };
    /** A download went as far as it goes for now. `reason`: what it waits for, or why it is held. */
    'books-download': {
      readonly download: string;
      readonly title: string;
      readonly state: DownloadState;
      readonly reason?: string;
    };
    /** Today's share of a library was asked about. */
    'books-enriched': Omit<EnrichmentResult, 'coverage' | 'books'>;
  }
}
