/** Answers as the service gives them, made by hand: `{ status, fingerprints: [{ index, results }] }`. */
export const albumA = '11111111-0000-4000-8000-00000000000a';
export const bestOf = '11111111-0000-4000-8000-00000000000b';

export const onAlbum = {
  id: albumA,
  title: 'Tones',
  type: 'Album',
  artists: [{ name: 'The Sines' }],
};
export const onBestOf = {
  id: bestOf,
  title: 'Best of Sines',
  type: 'Album',
  secondarytypes: ['Compilation'],
};

export const recordingOf = (number: number, ...releasegroups: readonly object[]) => ({
  id: `22222222-0000-4000-8000-00000000000${number}`,
  title: `Tone ${number}`,
  artists: [{ name: 'The Sines' }],
  releasegroups,
});
export const resultOf = (...recordings: readonly object[]) => ({
  id: '33333333-0000-4000-8000-000000000001',
  score: 0.95,
  recordings,
});
export const answerOf = (...results: readonly (readonly object[])[]) => ({
  status: 'ok',
  fingerprints: results.map((each, index) => ({ index: String(index), results: each })),
});
export const errorOf = (code: number, message: string) => ({
  status: 'error',
  error: { code, message },
});
