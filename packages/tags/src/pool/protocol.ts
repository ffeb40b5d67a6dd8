import type { Diff, Fault, Fields, Json, ReadResult } from '@earmark/core';

import type { Region } from '../write/in-place-region.ts';

/** Only data crosses the thread border: a function cannot be posted, and a cloned error loses its code. */
export interface WorkerSetup {
  readonly formats: readonly WorkerFormat[];
  /** Where the worker says what it is at: see `progress.ts`. */
  readonly progress: SharedArrayBuffer;
}
export interface WorkerFormat {
  readonly name: string;
  readonly extensions: readonly string[];
  readonly module: string;
  readonly export: string;
  readonly options?: Json;
}

/** What a file looked like. Numbers that outgrow a double are decimal strings. */
export interface FileState {
  readonly size: number;
  readonly mtimeNs: string;
  readonly inode: string;
  readonly links: number;
  /** Digest of all bytes that are not sound. */
  readonly digest: string;
}

export type Job =
  | { readonly kind: 'read'; readonly paths: readonly string[]; readonly essence: boolean }
  | {
      readonly kind: 'plan';
      readonly path: string;
      readonly set: Fields;
      /** The front cover instead of fields. */
      readonly cover?: CoverWish;
      readonly hardLinks: HardLinks;
    }
  | { readonly kind: 'picture'; readonly path: string }
  | { readonly kind: 'state'; readonly path: string; readonly format: string }
  | {
      readonly kind: 'commit';
      readonly path: string;
      readonly planned: FileState;
      readonly way: CommitWay;
    }
  | {
      readonly kind: 'prepare';
      readonly path: string;
      readonly format: string;
      /** The edits, encoded; see `write/patch.ts`. */
      readonly patch: string;
      readonly backwards: boolean;
      readonly before: Expected;
      readonly after: Expected;
      /** What the result must read as; left out where the digest alone decides (undo). */
      readonly set?: Fields;
      readonly temporary: string;
      readonly inPlace: boolean;
      readonly keepMtime: boolean;
      readonly hardLinks: HardLinks;
      /** The format that must read the same values out of the result. */
      readonly secondReader?: string;
    };
export type CoverWish = { readonly base64: string } | 'remove';
export interface PictureAnswer {
  /** Absent where there is none, or the format's pictures are not read. */
  readonly front?: { readonly mime: string; readonly base64: string };
}
export type HardLinks = 'refuse' | 'separate';
/** What a file looks like from outside. */
export type FileLook = Pick<FileState, 'size' | 'mtimeNs' | 'inode'>;
export type CommitAnswer = FileLook | { readonly busy: string };
export type CommitWay =
  /** `aside`: where the old file waits while the new one takes its name, on shares that cannot rename over it. */
  | { readonly kind: 'replace'; readonly temporary: string; readonly aside: string }
  | { readonly kind: 'in-place'; readonly region: Region; readonly journal: string };
/** A state that a file is expected in; without time and inode any file with these bytes will do. */
export interface Expected {
  readonly size: number;
  readonly digest: string;
  readonly mtimeNs?: string;
  readonly inode?: string;
}

export interface PlanAnswer {
  readonly format: string;
  readonly diff: readonly Diff[];
  readonly state: FileState;
  readonly notes?: readonly string[];
  /** Absent where nothing has to change. */
  readonly patch?: string;
  readonly after?: Expected;
}
export type PrepareAnswer =
  | { readonly outcome: 'already'; readonly state: FileState }
  | { readonly outcome: 'copied'; readonly state: FileState }
  | { readonly outcome: 'in-place'; readonly state: FileState; readonly region: Region };
export interface AnswerOf {
  readonly read: readonly ReadResult[];
  readonly plan: PlanAnswer;
  readonly picture: PictureAnswer;
  readonly state: FileState;
  readonly prepare: PrepareAnswer;
  readonly commit: CommitAnswer;
}

/** In place of a request: nothing more will come. */
export const farewell = 'farewell';
export interface WorkerRequest {
  readonly id: number;
  readonly job: Job;
}
/** Answers travel as JSON text: for many small objects it is faster than a structured clone. */
export type WorkerAnswer =
  | { readonly id: number; readonly json: string }
  | { readonly id: number; readonly fault: Fault };
