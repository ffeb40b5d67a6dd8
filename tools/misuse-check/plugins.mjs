// Plugins that break their contract: [what, what is told, how].
import { EarmarkError } from '@earmark/core';
import {
  candidate,
  claim,
  never,
  origin,
  policy,
  proposal,
  sink,
  source,
  subject,
  told,
} from './kit.mjs';

const oops = () => {
  throw new TypeError('oops');
};
const finding = (found) => told({ sources: [source({ find: async () => found })] });
const proposing = (...all) => told({ policies: [policy({ propose: () => all })] });
const into = (more) => told({ sinks: [sink(more)] });
const from = (more) => told({}, origin(more));
const notifier = (more) => ({
  spec: 1,
  kind: 'notifier',
  name: 'mine',
  notify: async () => {},
  ...more,
});
const lock = (more) => ({
  ...{ spec: 1, kind: 'lock', name: 'mine', acquire: never, inspect: async () => undefined },
  async *list() {},
  ...more,
});

export const plugins = [
  ['another contract', /unsupported: .*version 2/, () => told({ sources: [source({ spec: 2 })] })],
  [
    'a name with spaces',
    /config: Invalid name/,
    () => told({ sources: [source({ name: 'My Source' })] }),
  ],
  ['no name', /config: Invalid name/, () => told({ sources: [source({ name: undefined })] })],
  [
    'a source without find',
    /config: The source mine lacks the method find/,
    () => told({ sources: [source({ find: undefined })] }),
  ],
  [
    'a source that answers nothing',
    /config: The source mine lacks a list answers/,
    () => told({ sources: [source({ answers: undefined })] }),
  ],
  [
    'a sink without revert',
    /config: The sink shelf lacks the method revert/,
    () => into({ revert: undefined }),
  ],
  [
    'a notifier without notify',
    /config: The notifier mine lacks the method notify/,
    () => told({ notifiers: [notifier({ notify: undefined })] }),
  ],
  [
    'a lock without list',
    /config: The lock mine lacks the method list/,
    () => told({ locks: lock({ list: undefined }) }),
  ],
  [
    'a find that gives nothing',
    /bad-response: the source mine: find must be a list/,
    () => finding(undefined),
  ],
  ['a find that gives one', /bad-response: .*find must be a list/, () => finding(candidate)],
  [
    'a candidate without an id',
    /bad-response: .*find\[0\]\.id/,
    () => finding([{ ...candidate, id: undefined }]),
  ],
  [
    'a candidate with a number for its id',
    /bad-response: .*find\[0\]\.id/,
    () => finding([{ ...candidate, id: 7 }]),
  ],
  [
    'a candidate without claims',
    /bad-response: .*claims/,
    () => finding([{ ...candidate, claims: undefined }]),
  ],
  [
    'creators in one text',
    /bad-response: .*creators must be a list/,
    () => finding([{ ...candidate, creators: 'Band' }]),
  ],
  [
    'a strength that is no number',
    /bad-response: .*strength must be a number from 0 to 1, not NaN/,
    () => finding([{ ...candidate, claims: [{ ...claim, strength: Number.NaN }] }]),
  ],
  [
    'a strength above 1',
    /bad-response: .*not 100/,
    () => finding([{ ...candidate, claims: [{ ...claim, strength: 100 }] }]),
  ],
  [
    'a find that throws',
    /internal: the source mine failed in find: oops/,
    () => told({ sources: [source({ find: oops })] }),
  ],
  [
    'a find that throws a word',
    /internal: the source mine failed in find/,
    () => told({ sources: [source({ find: () => Promise.reject('oops') })] }),
  ],
  [
    'a mute find',
    /internal: the source mine did not end find/,
    () => told({ sources: [source({ find: never })] }),
  ],
  [
    'a mute describe',
    /internal: .*did not end describe/,
    () => told({ sources: [source({ describe: never })] }),
  ],
  [
    'a source that is asked elsewhere',
    /config: mine asks example\.org, which is not among its declared hosts/,
    () =>
      told({
        sources: [source({ find: (_, { http }) => http.json(new URL('https://example.org/')) })],
      }),
  ],
  [
    'a login in an address',
    /config: .*holds a login/,
    () =>
      told({
        sources: [
          source({
            hosts: { 'a.test': { requests: 1, perMs: 1 } },
            find: (_, { http }) => http.json(new URL('https://me:pw@a.test/')),
          }),
        ],
      }),
  ],
  [
    'an event of the house',
    /config: run-ended is an event of the house/,
    () => told({ sources: [source({ find: async (_, { emit }) => emit('run-ended', {}) })] }),
  ],
  [
    'a belief of 7',
    /bad-response: .*belief must be a number from 0 to 1, not 7/,
    () => proposing({ ...proposal, belief: 7 }),
  ],
  [
    'a field that is not declared',
    /bad-response: .*field must be one of genre, not "title"/,
    () => proposing({ ...proposal, field: 'title' }),
  ],
  [
    'two proposals for a field',
    /bad-response: .*proposed once/,
    () => proposing(proposal, { ...proposal, after: ['Jazz'] }),
  ],
  [
    'values in one text',
    /bad-response: .*after must be a list/,
    () => proposing({ ...proposal, after: 'Rock' }),
  ],
  [
    'a proposal without reasons',
    /bad-response: .*reasons must be a list/,
    () => proposing({ ...proposal, reasons: undefined }),
  ],
  [
    'a policy that throws',
    /internal: the policy mine failed in propose: oops/,
    () => told({ policies: [policy({ propose: oops })] }),
  ],
  [
    'a policy that cannot say what it wants',
    /internal: the policy mine failed in wants: oops/,
    () => told({ policies: [policy({ wants: oops })] }),
  ],
  [
    'a field that nobody measured',
    /completed[\s\S]*"review":1/,
    () =>
      told({
        policies: [policy({ fields: ['label'], propose: () => [{ ...proposal, field: 'label' }] })],
      }),
  ],
  [
    'hints that are no list',
    /bad-response: the hints mine: hints must be a list/,
    () => told({ hints: [{ spec: 1, kind: 'hints', name: 'mine', hints: async () => ({}) }] }),
  ],
  ['a mute plan', /internal: the sink shelf did not end plan/, () => into({ plan: never })],
  [
    'a plan that is empty',
    /bad-response: the sink shelf: plan/,
    () => into({ plan: async () => ({}) }),
  ],
  [
    'a plan that throws',
    /internal: the sink shelf failed in plan: oops/,
    () => into({ plan: oops }),
  ],
  ['a mute apply', /internal: the sink shelf did not end apply/, () => into({ apply: never })],
  [
    'an apply without a receipt',
    /bad-response: the sink shelf: apply/,
    () => into({ apply: async () => undefined }),
  ],
  [
    'an apply that throws',
    /internal: the sink shelf failed in apply: oops/,
    () => into({ apply: oops }),
  ],
  [
    'an inspect that says a word of its own',
    /internal: the sink shelf failed in apply: oops/,
    () => into({ apply: oops, inspect: async () => 'fine' }),
  ],
  [
    'a mute recover',
    /internal: the sink shelf did not end recover/,
    () => into({ recover: never }),
  ],
  [
    'a recover that throws',
    /internal: the sink shelf failed in recover: oops/,
    () => into({ recover: oops }),
  ],
  [
    'targets that are no list',
    /bad-response: .*targetsOf must be a list/,
    () => into({ targetsOf: async () => undefined }),
  ],
  [
    'a mute origin',
    /internal: the origin mine did not end subjects/,
    () => from({ subjects: () => ({ [Symbol.asyncIterator]: () => ({ next: never }) }) }),
  ],
  [
    'an origin that gives a list',
    /failed[\s\S]*internal: the origin mine failed in subjects/,
    () => from({ subjects: async () => [subject] }),
  ],
  [
    'a subject without targets',
    /bad-response: .*subjects\.targets/,
    () =>
      from({
        async *subjects() {
          yield { ...subject, targets: undefined };
        },
      }),
  ],
  [
    'a subject of a kind of its own',
    /bad-response: .*subjects\.kind must be one of/,
    () =>
      from({
        async *subjects() {
          yield { ...subject, kind: 'record' };
        },
      }),
  ],
  [
    'a target of no sink',
    /config: .*"?elsewhere"?/,
    () =>
      from({
        async *subjects() {
          yield { ...subject, targets: [{ ...subject.targets[0], sink: 'elsewhere' }] };
        },
      }),
  ],
  [
    'a lock that is mute',
    /internal: the lock mine did not end acquire/,
    () => told({ locks: lock() }),
  ],
  [
    'a lock that is held',
    /locked: account default is being written by another process: held by ann/,
    () =>
      told({
        locks: lock({ acquire: () => Promise.reject(new EarmarkError('locked', 'held by ann')) }),
      }),
  ],
  [
    'a lock that gives no lease',
    /bad-response: the lock mine: acquire\.key/,
    () => told({ locks: lock({ acquire: async () => ({}) }) }),
  ],
  [
    'a plugin that cannot be closed',
    /internal: the source mine did not end close/,
    () => told({ sources: [source({ close: never })] }),
  ],
  [
    'a root that is not there',
    /io: there is no folder \/no-such-folder/,
    () => from({ roots: { m: '/no-such-folder' } }),
  ],
  ['a notifier that breaks', /completed/, () => told({ notifiers: [notifier({ notify: oops })] })],
];
