import { EarmarkError } from '@earmark/core';

/** No record is so large: what is, is no dump. */
const mostCharacters = 64 * 1024 * 1024;

/**
 * Cuts a list such as `<masters><master id="1">…</master>…</masters>` into its elements, as text, wherever the
 * chunks end. An element never holds one of its own name; one of another name may begin with it (`master_id`).
 */
export async function* elementsOf(
  chunks: AsyncIterable<Uint8Array>,
  tag: string,
  name: string,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const start = new RegExp(`<${tag}[\\s>]`, 'g');
  const end = `</${tag}>`;
  let text = '';
  let searched = 0;
  let inside = false;
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    let from = 0;
    for (;;) {
      if (!inside) {
        start.lastIndex = from;
        const found = start.exec(text);
        if (found === null) {
          text = text.slice(Math.max(from, text.length - tag.length - 1));
          break;
        }
        from = found.index;
        searched = from;
        inside = true;
      }
      const at = text.indexOf(end, Math.max(from, searched));
      if (at < 0) {
        text = text.slice(from);
        searched = Math.max(0, text.length - end.length);
        break;
      }
      yield text.slice(from, at + end.length);
      from = at + end.length;
      searched = from;
      inside = false;
    }
    if (text.length > mostCharacters)
      throw new EarmarkError('malformed', `${name} has an element without end`);
  }
  if (inside)
    throw new EarmarkError('malformed', `${name} ends in the middle of a ${tag}: fetch it again`);
}
