import { expect, test } from 'vitest';
import { elementsOf } from './elements.ts';
import { parseElement, textOf, textsOf } from './xml.ts';

const first = '<master id="1"><title>\u00d6stermalm &amp; more</title></master>';
const second = '<master id="2"><master_id>7</master_id><title>\u{1f3b5}</title></master>';
const list = Buffer.from(`<?xml version="1.0"?>\n<masters>\n${first}\n${second}</masters>\n`);

async function* inChunks(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function cut(bytes: Buffer, size: number): Promise<readonly string[]> {
  const elements: string[] = [];
  for await (const element of elementsOf(inChunks(bytes, size), 'master', 'dump'))
    elements.push(element);
  return elements;
}

test('elements are the same wherever the chunks end', async () => {
  for (let size = 1; size <= list.length; size += 1)
    expect(await cut(list, size), `chunks of ${size}`).toEqual([first, second]);
});

test('a list that ends in the middle is never taken for its whole', async () => {
  await expect(cut(list.subarray(0, -40), 16)).rejects.toMatchObject({ code: 'malformed' });
});

test('entities, comments, CDATA and empty elements are read', () => {
  const element = parseElement(
    `<a x="1 &quot;2&quot;" y='3'><!-- <b> --><t>R&amp;B &#233;&#x1F3B5; &unknown; &lt;</t><c><![CDATA[<&>]]></c><e/><s><i>one</i><i> </i><i>two</i></s></a>`,
  );
  expect(element.attributes).toEqual({ x: '1 "2"', y: '3' });
  expect(textOf(element, 't')).toBe('R&B \u00e9\u{1f3b5} &unknown; <');
  expect(textOf(element, 'c')).toBe('<&>');
  expect(textOf(element, 'e')).toBeUndefined();
  expect(textsOf(element, 's')).toEqual(['one', 'two']);
});

test.each(['<a>', '<a></b>', '<a', '</a>', '<a></a><', 'text'])('%s is no element', (text) => {
  expect(() => parseElement(text)).toThrowError(SyntaxError);
});
