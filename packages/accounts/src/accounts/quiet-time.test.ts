import { expect, test } from 'vitest';
import { createQuietTime } from './quiet-time.ts';

const quietTime = createQuietTime();
const timeZone = 'Europe/Berlin';
const at = (text: string) => Date.parse(text);
const night = { timeZone, hours: [], quietHours: [{ from: '22:00', to: '07:00' }] };

test('quiet hours over midnight end in the morning of the account’s own zone', () => {
  expect(quietTime(night, at('2027-01-10T22:30:00+01:00'))).toEqual({
    because: 'quiet hours until 07:00',
    until: at('2027-01-11T07:00:00+01:00'),
  });
  expect(quietTime(night, at('2027-01-11T06:59:59+01:00'))?.until).toBe(
    at('2027-01-11T07:00:00+01:00'),
  );
  expect(quietTime(night, at('2027-01-11T07:00:00+01:00'))).toBeUndefined();
});

test('in the night that clocks are set they still end at seven', () => {
  expect(quietTime(night, at('2027-03-27T23:00:00+01:00'))?.until).toBe(
    at('2027-03-28T07:00:00+02:00'),
  );
  expect(quietTime(night, at('2027-10-30T23:00:00+02:00'))?.until).toBe(
    at('2027-10-31T07:00:00+01:00'),
  );
});

test('hours that follow each other end as one, and from a time to the same one is the whole day', () => {
  const evening = { from: '20:00', to: '22:00' };
  const both = { ...night, quietHours: [evening, ...night.quietHours] };
  expect(quietTime(both, at('2027-01-10T20:30:00+01:00'))).toEqual({
    because: 'quiet hours until 07:00',
    until: at('2027-01-11T07:00:00+01:00'),
  });
  const always = { ...night, quietHours: [{ from: '06:00', to: '06:00' }] };
  for (const time of ['05:59', '06:00', '18:00'])
    expect(quietTime(always, at(`2027-01-10T${time}:00+01:00`))).toBeDefined();
});

test('the week’s hours allow what they name, and say when the next one begins', () => {
  const weekend = { timeZone, quietHours: [], hours: [{ day: 6, hours: [10, 11] }] };
  expect(quietTime(weekend, at('2027-01-09T10:30:00+01:00'))).toBeUndefined();
  expect(quietTime(weekend, at('2027-01-08T10:30:00+01:00'))?.until).toBe(
    at('2027-01-09T10:00:00+01:00'),
  );
  expect(quietTime({ timeZone, quietHours: [], hours: [{ day: 1, hours: [] }] }, 0)).toEqual({
    because: 'the hours of this account never allow it',
  });
});
