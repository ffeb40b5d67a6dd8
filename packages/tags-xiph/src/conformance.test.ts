import { tagFormatSuite } from '@earmark/testkit';
import { test } from 'vitest';
import { comments, flac, opus, opusTags, padding, picture, streamInfo } from './__tests__/build.ts';
import { createXiphFormat } from './index.ts';

const said = ['TITLE=Old', 'GENRE=A', 'GENRE=B'];
const fields = { title: ['Old'], genre: ['A', 'B'] };

tagFormatSuite({ test }, () => ({
  format: createXiphFormat(),
  samples: [
    { name: 'flac', bytes: flac([streamInfo, comments(...said), picture]), fields },
    {
      name: 'flac with room',
      bytes: flac([streamInfo, comments(...said), padding(12_000)]),
      fields,
    },
    { name: 'flac without comments', bytes: flac([streamInfo]) },
    { name: 'opus', bytes: opus(opusTags(...said)), fields },
  ],
  anyField: true,
  covers: true,
  writes: { title: ['A title'], genre: ['Hip Hop', 'R&B/Soul'], track: ['3'], date: ['1971-06'] },
}));
