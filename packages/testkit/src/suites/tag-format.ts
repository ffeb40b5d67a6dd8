import assert from 'node:assert/strict';
import type { ByteRange, Edit, Fields, PictureBytes, TagFormat } from '@earmark/core';
import { type Check, runSuite, type SuiteRunner } from '../suite.ts';
import { CodecFault, type CodecThread, createCodecThread } from './codec-thread.ts';
import { applyEdits, mutations, soundOf, truncations } from './mutations.ts';
import { tinyPicture } from './tiny-picture.ts';

export interface TagFormatSample {
  /** For the message of a failed check. */
  readonly name: string;
  /** A small file, a few KB to a few hundred: it is read several hundred times. */
  readonly bytes: Uint8Array;
  /** What it reads as; other fields may be there too. */
  readonly fields?: Fields;
}
export interface TagFormatSubject {
  readonly format: TagFormat;
  /** At least one. Those that are to be written need to be whole. */
  readonly samples: readonly TagFormatSample[];
  /** A value for every field that the format can write, different from those of the samples. Left out: the format only reads. */
  readonly writes?: Fields;
  /** It holds fields of any name, as Vorbis comments do. */
  readonly anyField?: boolean;
  /** Whether it writes front covers. */
  readonly covers?: boolean;
}
interface Subject extends TagFormatSubject {
  readonly codec: CodecThread;
}

/** What is no audio file of any kind. */
const nonsense = [new Uint8Array(0), new Uint8Array(4096), Buffer.from('Dear diary,\n'.repeat(50))];
const unicode = 'Ünïcødé 漢字 🎷 "quoted" / a; b, c';

const checks: readonly Check<Subject>[] = [
  {
    name: 'recognises its samples by content, and nothing else',
    async run({ codec, samples }) {
      assert.ok(samples.length > 0, 'give at least one sample');
      for (const { name, bytes } of samples)
        assert.equal(await codec.call('recognises', bytes), true, name);
      for (const bytes of nonsense) assert.equal(await codec.call('recognises', bytes), false);
    },
  },
  {
    name: 'reads the fields of its samples as lists of texts that say something',
    async run({ codec, samples }) {
      for (const { name, bytes, fields = {} } of samples) {
        const tags = await codec.call('read', bytes);
        assert.deepEqual({ ...tags.fields, ...fields }, tags.fields, name);
        for (const [field, values] of Object.entries(tags.fields)) {
          assert.ok(values.length > 0, `${name}: ${field} is an empty list: leave it out`);
          for (const value of values)
            assert.ok(value !== '' && !value.includes('\0'), `${name}: ${field}`);
        }
        assert.ok(tags.pictures >= 0 && tags.chapters >= 0, name);
      }
    },
  },
  {
    name: 'refuses nonsense with a name',
    async run({ codec }) {
      for (const bytes of nonsense) assert.ok(isNamed(await faultOf(codec, bytes)));
    },
  },
  {
    name: 'answers or refuses with a name, in time, however a file is cut off',
    async run({ codec, samples }) {
      for (const { name, bytes } of samples)
        for (const cut of truncations(bytes))
          await answersOrNames(codec, cut, `${name} of ${cut.length} bytes`);
    },
  },
  {
    name: 'answers or refuses with a name, in time, whatever bytes are wrong',
    async run({ codec, samples }) {
      for (const { name, bytes } of samples) {
        let number = 0;
        for (const mutant of mutations(bytes))
          await answersOrNames(codec, mutant, `mutation ${++number} of ${name}`);
      }
    },
  },
  {
    name: 'says where the sound is, inside the file and no byte twice',
    async run({ codec, samples }) {
      for (const { name, bytes } of samples) {
        let end = 0;
        for (const { offset, length } of sorted(await codec.call('essence', bytes))) {
          assert.ok(offset >= end && length > 0 && offset + length <= bytes.length, name);
          end = offset + length;
        }
        assert.ok(end > 0, `${name}: no sound was found`);
      }
    },
  },
  {
    name: 'writes every field, and changes nothing else',
    run: async (subject) =>
      eachWrite(subject, async (codec, bytes, field, values, where) => {
        const written = await write(subject, bytes, { [field]: values }, where);
        const { fields: before } = await codec.call('read', bytes);
        const { fields: after } = await codec.call('read', written);
        assert.deepEqual(after[field], values, where);
        const linked = linkedTo(field);
        assert.deepEqual(without(after, linked), without(before, linked), where);
      }),
  },
  {
    name: 'deletes a field that is given no values',
    run: async (subject) =>
      eachWrite(subject, async (codec, bytes, field, values, where) => {
        const written = await write(subject, bytes, { [field]: values }, where);
        const deleted = await write(subject, written, { [field]: [] }, where);
        assert.equal((await codec.call('read', deleted)).fields[field], undefined, where);
      }),
  },
  {
    name: 'writing what is there changes no byte',
    run: async (subject) =>
      eachWrite(subject, async (_, bytes, field, values, where) => {
        const written = await write(subject, bytes, { [field]: values }, where);
        const again = await write(subject, written, { [field]: values }, where);
        assert.ok(Buffer.from(again).equals(Buffer.from(written)), where);
      }),
  },
  {
    name: 'keeps values apart and letters as they are',
    async run(subject) {
      const { codec, samples, writes = {} } = subject;
      const set: Record<string, readonly string[]> = {};
      if ('title' in writes) set.title = [unicode];
      if ('genre' in writes) set.genre = ['Singer / Songwriter', 'R&B; Soul', 'Électronique'];
      for (const { name, bytes } of samples) {
        const { fields } = await codec.call('read', await write(subject, bytes, set, name));
        for (const [field, values] of Object.entries(set))
          assert.deepEqual(fields[field], values, name);
      }
    },
  },
  {
    name: 'writes long values',
    unless: ({ writes }) => (writes?.title ? undefined : 'the suite is told of no title to write'),
    async run(subject) {
      const title = ['long '.repeat(2000).trim()];
      for (const { name, bytes } of subject.samples) {
        const written = await write(subject, bytes, { title }, name);
        assert.deepEqual((await subject.codec.call('read', written)).fields.title, title, name);
      }
    },
  },
  {
    name: 'holds a front cover, replaces it and takes it out, and changes nothing else',
    unless: ({ covers }) => (covers ? undefined : 'it writes no covers'),
    async run(subject) {
      for (const { name, bytes } of subject.samples) {
        const first = await cover(subject, bytes, tinyPicture(300), name);
        const second = await cover(subject, first, tinyPicture(500, 9000), name);
        assert.ok(
          Buffer.from(await cover(subject, second, tinyPicture(500, 9000), name)).equals(second),
          `${name}: the same cover again changes something`,
        );
        await cover(subject, second, undefined, name);
      }
    },
  },
  {
    name: 'refuses a field that it cannot hold',
    unless({ writes, anyField }) {
      if (writes === undefined) return 'it only reads';
      return anyField ? 'it holds fields of any name' : undefined;
    },
    async run({ codec, samples: [sample] }) {
      assert.ok(sample, 'give at least one sample');
      const fault = await codec.call('edits', sample.bytes, { 'no-such-field': ['x'] }).then(
        () => undefined,
        (error: unknown) => error,
      );
      assert.ok(fault instanceof CodecFault && fault.code === 'unsupported');
    },
  },
];

/**
 * Proves a tag format: its codec is loaded into a real worker thread, reads and refuses as it should within
 * bounded time, and no write touches the sound or anything that nobody asked about.
 */
export function tagFormatSuite(
  runner: SuiteRunner,
  create: () => TagFormatSubject | Promise<TagFormatSubject>,
): void {
  runSuite(runner, checks, async (check) => {
    const subject = await create();
    const codec = createCodecThread(subject.format);
    try {
      await check({ ...subject, codec });
    } finally {
      await codec.close();
    }
  });
}

async function write(
  subject: Subject,
  bytes: Uint8Array,
  set: Fields,
  where: string,
): Promise<Uint8Array> {
  const edits = await subject.codec.call('edits', bytes, set);
  assert.ok(edits !== undefined, `${where}: a format with values to write needs edits()`);
  const changes = await subject.codec.call('changes', bytes, set);
  return changed(subject, bytes, { edits, changes }, where);
}

/** Puts a front cover, or takes it out, and proves that it is the only one and that every field and other picture stays. */
async function cover(
  subject: Subject,
  bytes: Uint8Array,
  front: PictureBytes | undefined,
  where: string,
): Promise<Uint8Array> {
  const { codec } = subject;
  const made = await codec.call('cover', bytes, {}, front);
  assert.ok(made !== undefined, `${where}: a format with covers needs cover()`);
  const written = await changed(subject, bytes, made, where);
  const pictures = async (file: Uint8Array, isFront: boolean) =>
    (await codec.call('pictures', file))
      .filter((one) => one.front === isFront)
      .map((one) => Buffer.from(one.bytes).toString('hex'));
  const wanted = front === undefined ? [] : [Buffer.from(front.bytes).toString('hex')];
  if (front !== undefined || (await pictures(bytes, false)).length === 0)
    assert.deepEqual(await pictures(written, true), wanted, `${where}: the front cover`);
  if (front !== undefined)
    assert.deepEqual(
      await pictures(written, false),
      await pictures(bytes, false),
      `${where}: the other pictures`,
    );
  const fields = async (file: Uint8Array) => (await codec.call('read', file)).fields;
  assert.deepEqual(await fields(written), await fields(bytes), `${where}: the fields`);
  return written;
}

/** Applies the edits and proves what holds for every write: the sound is untouched, and the inventory but for what was announced. */
async function changed(
  { codec }: Subject,
  bytes: Uint8Array,
  { edits, changes }: { readonly edits: readonly Edit[]; readonly changes: readonly string[] },
  where: string,
): Promise<Uint8Array> {
  const essence = sorted(await codec.call('essence', bytes));
  const written = applyEdits(bytes, essence, edits);
  const essenceAfter = sorted(await codec.call('essence', written));
  assert.ok(
    soundOf(written, essenceAfter).equals(soundOf(bytes, essence)),
    `${where}: the sound changed`,
  );
  const rest = async (file: Uint8Array) =>
    (await codec.call('inventory', file))
      .filter(({ key }) => !changes.some((name) => matches(key, name)))
      .map(({ key, digest }) => `${key} ${digest}`)
      .sort();
  assert.deepEqual(await rest(written), await rest(bytes), `${where}: something else changed`);
  return written;
}

async function eachWrite(
  { codec, samples, writes = {} }: Subject,
  check: (
    codec: CodecThread,
    bytes: Uint8Array,
    field: string,
    values: readonly string[],
    where: string,
  ) => Promise<void>,
): Promise<void> {
  for (const { name, bytes } of samples)
    for (const [field, values] of Object.entries(writes))
      await check(codec, bytes, field, values, `${field} in ${name}`);
}

async function answersOrNames(codec: CodecThread, bytes: Uint8Array, where: string): Promise<void> {
  const fault = await faultOf(codec, bytes);
  assert.ok(fault === undefined || isNamed(fault), `${where}: ${fault}`);
}
async function faultOf(codec: CodecThread, bytes: Uint8Array): Promise<unknown> {
  return codec.call('read', bytes).then(
    () => undefined,
    (error: unknown) => error,
  );
}
function isNamed(fault: unknown): boolean {
  return (
    fault instanceof CodecFault && (fault.code === 'malformed' || fault.code === 'unsupported')
  );
}

/** Fields that are the same thing in a file, whole or in part. */
function linkedTo(field: string): readonly string[] {
  const links = [
    ['date', 'year'],
    ['track', 'tracktotal'],
    ['disc', 'disctotal'],
  ];
  return links.find((names) => names.includes(field)) ?? [field];
}
function without(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !names.includes(field)));
}
function matches(key: string, name: string): boolean {
  return name.endsWith('*') ? key.startsWith(name.slice(0, -1)) : key === name;
}
function sorted(ranges: readonly ByteRange[]): readonly ByteRange[] {
  return [...ranges].sort((a, b) => a.offset - b.offset);
}
