import { expect, test } from 'vitest';
import { redactHeaders, redactJson, redactText, redactUrl } from './redact.ts';

test.for([
  ['https://a.b/c?api_key=K1&fmt=json', 'https://a.b/c?api_key=<redacted>&fmt=json'],
  [
    'https://a.b/c?Key=K1&X-Amz-Signature=K2',
    'https://a.b/c?Key=<redacted>&X-Amz-Signature=<redacted>',
  ],
  ['https://me:K1@a.b/', 'https://redacted:redacted@a.b/'],
  [
    'https://hooks.a.b/services/T0/B0/aB3aB3aB3aB3aB3aB3aB3aB3',
    'https://hooks.a.b/services/T0/B0/<redacted>',
  ],
  [
    'https://api.a.b/bot123456789:AAFq3xQz0000000000000000000000000aB/sendMessage',
    'https://api.a.b/<redacted>/sendMessage',
  ],
  [
    'https://a.b/ws/2/release/e47d04a4-7460-427d-a731-cc82386d85f1?inc=genres',
    'https://a.b/ws/2/release/e47d04a4-7460-427d-a731-cc82386d85f1?inc=genres',
  ],
] as const)('%s', ([address, shown]) => {
  expect(redactUrl(address)).toBe(shown);
});

test('headers, JSON and free text lose their secrets and nothing else', () => {
  const headers = new Headers({
    Authorization: 'Bearer K1',
    'Set-Cookie': 'sid=K1',
    Accept: 'x/y',
  });
  expect(redactHeaders(headers)).toEqual({
    accept: 'x/y',
    authorization: '<redacted>',
    'set-cookie': '<redacted>',
  });
  expect(
    redactJson({ key: '/works/OL1', tokens: 3, access_token: 'K1', in: [{ password: 'K1' }] }),
  ).toEqual({
    key: '/works/OL1',
    tokens: 3,
    access_token: '<redacted>',
    in: [{ password: '<redacted>' }],
  });
  const text = `GET https://a.b/?token=K1aaaaaa
Cookie: mam_id=K1
{"client_secret": "K1", "title": "Key"} sent Bearer K1K1K1K1K1 and mam_id=K1; genre=Rock`;
  const shown = redactText(text);
  expect(shown).not.toContain('K1');
  expect(shown).toContain('"title": "Key"');
  expect(shown).toContain('genre=Rock');
});
