import { execFileSync } from 'node:child_process';
import { createNoteFormat, createTempFolder, noteFile } from '@earmark/testkit';
import { expect, test } from 'vitest';
import { createTagReader } from './index.ts';

const sound = Buffer.alloc(100, 'sound');
const titles = async (results: AsyncIterable<{ ok: boolean; path: string }>) => {
  const list: string[] = [];
  for await (const result of results)
    list.push(
      'tags' in result
        ? JSON.stringify(result.tags)
        : JSON.stringify('fault' in result && result.fault),
    );
  return list;
};

test('results come in the order asked, also for more files than fit into one batch', async () => {
  await using folder = await createTempFolder();
  const reader = createTagReader({ formats: [createNoteFormat()], workers: 2 });
  const paths: string[] = [];
  for (let number = 0; number < 300; number++)
    paths.push(await folder.write(`${number}.note`, noteFile({ title: [`T${number}`] }, sound)));
  const read = await titles(reader.read(paths));
  expect(read.map((text) => /"T\d+"/.exec(text)?.[0])).toEqual(paths.map((_, at) => `"T${at}"`));
  await reader.close();
});

test('a source that waits for its answers gets them', async () => {
  await using folder = await createTempFolder();
  const path = await folder.write('a.note', noteFile({ title: ['T'] }, sound));
  const reader = createTagReader({ formats: [createNoteFormat()], workers: 1 });
  let answered = 0;
  async function* source() {
    for (let number = 0; number < 3; number++) {
      yield path;
      while (answered < number) await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
  for await (const result of reader.read(source())) if (result.ok) answered++;
  expect(answered).toBe(3);
  await reader.close();
});

test('a file that hangs its reader, and one that eats memory, are named; the others are read', async () => {
  await using folder = await createTempFolder();
  const formats = [createNoteFormat({ hangOn: 'Hang', growOn: 'Grow' })];
  const reader = createTagReader({ formats, workers: 1, timeoutMs: 1500, memoryMb: 64 });
  const paths = [];
  for (const title of ['A', 'Hang', 'B', 'Grow', 'C'])
    paths.push(await folder.write(`${title}.note`, noteFile({ title: [title] }, sound)));
  const results = await titles(reader.read(paths));
  expect(results[1]).toContain('took longer than 1.5 s');
  expect(results[1]).toContain('Hang.note');
  expect(results[3]).toMatch(/needed more than 64 MB|took longer/);
  expect(results.filter((text) => text.includes('"fields"'))).toHaveLength(3);
  await reader.close();
}, 30_000);

test('a file whose neighbours end one worker after the other is not blamed for it', async () => {
  await using folder = await createTempFolder();
  const formats = [createNoteFormat({ hangOn: 'Hang' })];
  const reader = createTagReader({ formats, workers: 1, timeoutMs: 100 });
  const innocent = await folder.write('a.note', noteFile({ title: ['A'] }, sound));
  const hang = await folder.write('hang.note', noteFile({ title: ['Hang'] }, sound));
  const batch = (first: string) => [first, ...Array<string>(63).fill(innocent)];
  const guilty = Array.from({ length: 12 }, () => batch(hang)).flat();
  const results = await titles(reader.read([...guilty, ...batch(innocent)]));
  expect(results.flatMap((text, at) => (text.includes('"fields"') ? [] : [at]))).toEqual(
    Array.from({ length: 12 }, (_, at) => at * 64),
  );
  await reader.close();
}, 60_000);

test('content decides, a name only where the content says nothing; what is no file is no tags', async () => {
  await using folder = await createTempFolder();
  const reader = createTagReader({ formats: [createNoteFormat()], workers: 1 });
  const paths = [
    await folder.write('note.mp3', noteFile({ title: ['T'] }, sound)),
    await folder.write('text.note', 'Dear diary'),
    await folder.write('text.txt', 'Dear diary'),
    `${folder.path}/none.note`,
    folder.path,
    `${folder.path}/pipe.note`,
  ];
  execFileSync('mkfifo', [`${folder.path}/pipe.note`]);
  const codes = [];
  for await (const result of reader.read(paths))
    codes.push(result.ok ? result.format : result.fault.code);
  expect(codes).toEqual(['note', 'malformed', 'unsupported', 'io', 'unsupported', 'unsupported']);
  await reader.close();
});

test('where the first format cannot read a file, the next one does, and the file is not writable', async () => {
  await using folder = await createTempFolder();
  const refusing = {
    ...createNoteFormat({ refuseOn: 'T' }),
    name: 'first',
  };
  const reader = createTagReader({
    formats: [refusing, createNoteFormat()],
    workers: 1,
  });
  const path = await folder.write('a.note', noteFile({ title: ['T'] }, sound));
  const [first] = await titles(reader.read([path]));
  expect(first).toContain('"complete":false');
  expect(first).toContain('first cannot read it');
  await reader.close();
});

test('the essence digest is of the sound alone', async () => {
  await using folder = await createTempFolder();
  const reader = createTagReader({ formats: [createNoteFormat()], workers: 1 });
  const paths = [
    await folder.write('a.note', noteFile({ title: ['A'] }, sound)),
    await folder.write('b.note', noteFile({ title: ['Longer'] }, sound, 100)),
    await folder.write('c.note', noteFile({ title: ['A'] }, Buffer.alloc(100, 'noise'))),
  ];
  const essences = [];
  for await (const result of reader.read(paths, { essence: true }))
    essences.push(result.ok ? result.essence : '');
  expect(essences[0]).toBe(essences[1]);
  expect(essences[0]).not.toBe(essences[2]);
  await reader.close();
});

test('a stopped read throws aborted', async () => {
  const reader = createTagReader({ formats: [createNoteFormat()], workers: 1 });
  const stop = AbortSignal.abort();
  await expect(titles(reader.read(['/none'], { signal: stop }))).rejects.toMatchObject({
    code: 'aborted',
  });
  await reader.close();
});
