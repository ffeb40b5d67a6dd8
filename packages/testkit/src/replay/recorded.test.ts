import { describe, expect, test } from 'vitest';
import { exchangesOf } from './cassette.ts';
import { recordedAnswer } from './recorded.ts';

describe('recordings', () => {
  test('a cassette gives its exchanges, folded lines and doubled quotes undone', () => {
    const yaml = `interactions:
  - request:
      method: GET
      uri: https://api.example.org/album/1
    response:
      body:
        string: '{"title":"Don''t
          Stop","n":1}'
      status:
        code: 200
  - request:
      method: GET
      uri: https://api.example.org/album/2
    response:
      body: { string: '<a>

        b' }
      status: { code: 404, message: Not Found }
`;
    expect(exchangesOf(yaml, 'x.yaml')).toEqual([
      {
        method: 'GET',
        url: 'https://api.example.org/album/1',
        status: 200,
        body: { title: "Don't Stop", n: 1 },
      },
      { method: 'GET', url: 'https://api.example.org/album/2', status: 404, body: '<a>\nb' },
    ]);
  });

  test.for([
    ['deezer/album.yaml', 200, 1],
    ['deezer/artist-albums.yaml', 200, 3],
    ['deezer/unknown-path-404.yaml', 404, 1],
    ['audiobookshelf/no-token.json', 401, 1],
    ['musicbrainz/release-group-search.json', 200, 1],
  ] as const)('%s is read', async ([name, status, count], ctx) => {
    const answer = await recordedAnswer(name);
    if (!answer.found) return ctx.skip(answer.reason);
    expect(answer.status).toBe(status);
    expect(answer.exchanges).toHaveLength(count);
    if (!name.startsWith('audiobookshelf')) expect(answer.body).toBeTypeOf('object');
  });

  test('an absent recording says why', async () => {
    expect(await recordedAnswer('nobody/nothing.json')).toMatchObject({
      found: false,
      reason: expect.any(String),
    });
  });
});
