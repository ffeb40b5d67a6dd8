import { expect, test } from 'vitest';
import { parseTarget, pathOfTarget, targetId } from './target.ts';

test('a target is a root and a path below it, and back', () => {
  expect(parseTarget('music:A: B/1.mp3')).toEqual({ root: 'music', path: 'A: B/1.mp3' });
  expect(targetId('music', 'A: B/1.mp3')).toBe('music:A: B/1.mp3');
  expect(parseTarget('no root')).toEqual({ root: '', path: 'no root' });
});

test('what leads out of its root, or to none, is refused', () => {
  const roots = { music: '/srv/music' };
  expect(pathOfTarget('music:a/b.mp3', roots)).toBe('/srv/music/a/b.mp3');
  for (const id of ['music:../b', 'music:/etc/passwd', 'music:', 'music:a\0b', 'b.mp3'])
    expect(() => pathOfTarget(id, roots)).toThrow(id);
  expect(() => pathOfTarget('film:a', roots)).toThrow('Known roots: music');
});
