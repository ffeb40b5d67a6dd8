import { expect, test } from 'vitest';
import { aboutPlace, createShowPlace } from './place.ts';

const place = createShowPlace({ music: '/srv/music' }, '/srv/music/Weezer');

test.each([
  ['music:Weezer/1994/01.mp3', '1994/01.mp3'],
  ['music:Björk/Debut/01.mp3', '/srv/music/Björk/Debut/01.mp3'],
  ['gone-4f2a1c:Debut/01.mp3', 'Debut/01.mp3'],
  ['abs', 'abs'],
])('%s is shown as %s', (target, shown) => {
  expect(place(target)).toBe(shown);
});

test('an error that names its file is not given the name again', () => {
  expect(aboutPlace('1994/01.mp3', '/srv/music/Weezer/1994/01.mp3: no sound')).toBe(
    '/srv/music/Weezer/1994/01.mp3: no sound',
  );
  expect(aboutPlace('1994/01.mp3', 'no sound')).toBe('1994/01.mp3: no sound');
});
