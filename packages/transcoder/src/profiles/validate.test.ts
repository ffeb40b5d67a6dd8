import { expect, test } from 'vitest';
import { builtInProfiles } from './built-in.ts';
import type { Profile } from './profile.ts';
import { profilesOf } from './validate.ts';

const good: Profile = {
  name: 'mine',
  container: 'mkv',
  audio: { codec: 'opus', bitrateKbps: 96 },
  video: { codec: 'av1', quality: 32 },
};

test('the built-in profiles obey their own rules', () => {
  expect([...profilesOf(builtInProfiles).keys()]).toEqual(builtInProfiles.map(({ name }) => name));
});

test("a user's profile takes the place of a built-in one", () => {
  const mine = { ...good, name: 'av1' };
  expect(profilesOf([mine]).get('av1')).toBe(mine);
});

test.each<[string, Partial<Profile>, RegExp]>([
  ['a codec that its container cannot hold', { container: 'mp3' }, /mp3 holds no opus/],
  ['a quality out of range', { video: { codec: 'h264', quality: 60 } }, /quality from 0 to 51/],
  ['a lossy codec without a bit rate', { audio: { codec: 'opus' } }, /bitrateKbps/],
  ['a bit rate for flac', { audio: { codec: 'flac', bitrateKbps: 96 } }, /no bit rate/],
  ['a name that is none', { name: '../x' }, /needs a name/],
  [
    'gains where no player looks',
    { container: 'mp4', audio: { codec: 'aac', bitrateKbps: 96, loudness: { mode: 'tag' } } },
    /no place for gains/,
  ],
])('refuses %s', (_, change, message) => {
  expect(() => profilesOf([{ ...good, ...change }])).toThrow(message);
});

test('refuses what it does not know', () => {
  expect(() => profilesOf([{ ...good, crf: 20 } as Profile])).toThrow(/knows no "crf"/);
});
