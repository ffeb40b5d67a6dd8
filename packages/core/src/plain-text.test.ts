import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test('paragraphs stay apart, lines below each other, and markup is gone', () => {
  expect(plainText('<p>Sand &amp; <b>spice</b>.</p><p>More&nbsp;sand.<br/>And\nworms.</p>')).toBe(
    'Sand & spice.\n\nMore\u00a0sand.\nAnd worms.',
  );
  expect(plainText('<ul><li>One</li><li>Two</li></ul>')).toBe('One\nTwo');
  expect(plainText('<div><p>One</p></div>\n<p>Two</p>')).toBe('One\n\nTwo');
});

test('what nobody reads is left out', () => {
  expect(plainText('a<script>alert(1)</script><!-- x --><style>p{}</style>b')).toBe('ab');
});

test('a text without markup keeps its lines, and its signs', () => {
  expect(plainText('One\r\n\r\nTwo & 1 < 2 > 0; &#039;yes&#x27;')).toBe(
    "One\n\nTwo & 1 < 2 > 0; 'yes'",
  );
  expect(plainText('&Auml;rger &eacute;&#55296;&#7;x')).toBe('Ärger é  x');
  expect(plainText('I <3 sand')).toBe('I <3 sand');
});
