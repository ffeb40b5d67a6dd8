import type {
  CatalogueAlbum,
  CatalogueFile,
  Decision,
  DecisionRecord,
  PlanRecord,
  ReceiptRecord,
  Review,
  RunRecord,
  Subject,
} from '@earmark/core';
import { at } from './subject.ts';

export function runRecord(id: string, change: Partial<RunRecord> = {}): RunRecord {
  const process = { host: 'kitchen', pid: 17 };
  return { id, pipeline: 'tag', startedAt: at, counts: {}, ...process, ...change };
}

export function decisionRecord(
  run: string,
  id: string,
  change: Partial<Decision> = {},
): DecisionRecord {
  const decision: Decision = {
    id,
    subject: 'album-1',
    field: 'genre',
    before: ['Rock'],
    after: ['Krautrock', 'Art Rock'],
    belief: 0.9,
    confidence: 0.97,
    band: 'auto',
    reasons: [{ what: 'two sources agree', contribution: 0.9, source: 'musicbrainz' }],
    silent: ['discogs'],
    ...change,
  };
  return { run, at, title: 'Can – Tago Mago', decision };
}

export function planRecord(
  run: string,
  id: string,
  target = 'music:Can/01.flac',
  change: Partial<PlanRecord> = {},
): PlanRecord {
  const diff = [{ field: 'genre', before: ['Rock'], after: ['Krautrock'] }];
  const set = { genre: ['Krautrock'] };
  return {
    run,
    sink: 'tags',
    at,
    decisions: ['decision-1'],
    plan: {
      id,
      change: { kind: 'fields', target, set },
      diff,
      fingerprint: 'abc',
      data: { bytes: 12, nested: [null, true, 'ü'] },
    },
    status: 'planned',
    ...change,
  };
}

export function receiptRecord(
  run: string,
  id: string,
  plan: string,
  change: Partial<ReceiptRecord> = {},
): ReceiptRecord {
  const applied = [{ field: 'genre', before: ['Rock'], after: ['Krautrock'] }];
  const target = 'music:Can/01.flac';
  const undo = { genre: ['Rock'] };
  const receipt = { plan, target, applied, fingerprint: 'def', at, undo };
  return { id, run, sink: 'tags', receipt, decisions: ['decision-1'], ...change };
}

export function review(decision: string, change: Partial<Review> = {}): Review {
  return {
    decision,
    subject: 'album-1',
    title: 'Can – Tago Mago',
    field: 'genre',
    before: ['Rock'],
    after: ['Krautrock', 'Art Rock'],
    confidence: 0.9,
    band: 'review',
    queuedAt: at,
    status: 'pending',
    ...change,
  };
}

export function subjectRecord(id: string): Subject {
  return {
    kind: 'album',
    id,
    title: 'Tago Mago',
    creators: ['Can'],
    year: 1971,
    targets: [{ sink: 'tags', id: 'music:Can/01.flac', fields: { genre: ['Rock'] } }],
  };
}

export function file(id: string, path: string, change: Partial<CatalogueFile> = {}): CatalogueFile {
  return {
    id,
    root: 'music',
    path,
    size: 30_000_000_000,
    mtimeNs: '1767225600123456789',
    inode: '18446744073709551615',
    album: 'album-1',
    format: 'flac',
    fields: { title: ['Halleluhwah'], genre: ['Rock', 'Krautrock'] },
    complete: true,
    durationSeconds: 1112.5,
    pictures: 1,
    chapters: 0,
    ...change,
  };
}

export function album(id: string, change: Partial<CatalogueAlbum> = {}): CatalogueAlbum {
  const place = { root: 'music', folder: 'Can/Tago Mago' };
  const work = { kind: 'album' as const, title: 'Tago Mago', creators: ['Can'], year: 1971 };
  return { id, ...place, ...work, ...change };
}
