import { tagFormatSuite } from '@earmark/testkit';
import { test } from 'vitest';
import { aiff, ape, bytes, chunk, id3v1, sound, tag, text, wave } from './__tests__/build.ts';
import { createId3Format } from './format.ts';

const v23 = tag(3, [text(3, 'TIT2', 'Title'), text(3, 'TCON', 'Rock')], 64);
const trailers = bytes(ape({ Genre: 'Rock' }), id3v1({ title: 'Title', genre: 17 }));
const fields = { title: ['Title'], genre: ['Rock'] };

tagFormatSuite({ test }, () => ({
  format: createId3Format(),
  samples: [
    { name: 'mp3', bytes: bytes(v23, sound(), trailers), fields },
    { name: 'mp3 with ID3v1 alone', bytes: bytes(sound(), trailers.subarray(-128)), fields },
    { name: 'mp3 without tags', bytes: sound() },
    { name: 'wav', bytes: wave(chunk('id3 ', v23)), fields },
    { name: 'aiff', bytes: aiff(chunk('ID3 ', v23, false)), fields },
  ],
  covers: true,
  writes: {
    title: ['Other'],
    genre: ['Hip Hop', 'Electronic'],
    label: ['A', 'B'],
    date: ['1971-06-22'],
    track: ['4'],
    musicbrainz_recordingid: ['f1a4'],
    comment: ['said'],
  },
}));
