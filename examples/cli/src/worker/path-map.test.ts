import { win32 } from 'node:path';
import { expect, test } from 'vitest';
import { pathMap } from './path-map.ts';

test.each([
  ['music=M:\\Music', 'M:\\Music', 'M:\\Music\\Artist\\01.flac'],
  ['music=m:/Music/', 'm:\\Music', 'm:\\Music\\Artist\\01.flac'],
  ['music=M:\\', 'M:\\', 'M:\\Artist\\01.flac'],
  [
    'music=\\\\nas\\media\\music',
    '\\\\nas\\media\\music',
    '\\\\nas\\media\\music\\Artist\\01.flac',
  ],
  ['music=//nas/media', '\\\\nas\\media', '\\\\nas\\media\\Artist\\01.flac'],
])('on Windows %s is %s, and a target below it %s', (pair, place, target) => {
  const { music = '' } = pathMap([pair], 'win32');
  expect(music.replace(/(?<=\\\\nas\\media)\\$/, '')).toBe(place);
  expect(win32.join(music, 'Artist/01.flac')).toBe(target);
});

test('elsewhere a root may have any absolute path, also one with an equals sign', () => {
  expect(pathMap(['music=/mnt/a=b/', 'films=/'], 'linux')).toEqual({
    music: '/mnt/a=b',
    films: '/',
  });
});

test.each([
  ['music', 'linux', /is root=/],
  ['music=relative/path', 'linux', /is not an absolute path/],
  ['music=M:\\Music', 'linux', /is a path of Windows.*music=\/mnt\/music/],
  ['music=\\\\nas\\music', 'darwin', /is a path of Windows/],
  ['music=\\Music', 'win32', /is not an absolute path/],
  ['music=M:Music', 'win32', /is not an absolute path/],
] as const)('%s on %s is refused with a reason', (pair, platform, reason) => {
  expect(() => pathMap([pair], platform)).toThrow(reason);
});
