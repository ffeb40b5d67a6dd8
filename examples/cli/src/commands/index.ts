import type { DefineCommand } from './command.ts';

export interface CommandEntry {
  readonly name: string;
  readonly description: string;
  /** The rest of it: loaded where it is used, as the start of a command must not cost what all of them need. */
  readonly load: () => Promise<DefineCommand>;
}

/** In the order in which people need them. */
export const commandList: readonly CommandEntry[] = [
  {
    name: 'init',
    description: 'write a commented earmark.config.ts to start from',
    load: async () => (await import('./init.ts')).defineInit,
  },
  {
    name: 'doctor',
    description:
      'check credentials, tools, permissions, mounts, clocks and other machines, and say how to fix what is wrong; changes nothing',
    load: async () => (await import('./doctor.ts')).defineDoctor,
  },
  {
    name: 'scan',
    description: 'build or refresh the catalogue: reads tags, never opens a file for writing',
    load: async () => (await import('./scan.ts')).defineScan,
  },
  {
    name: 'analyze',
    description:
      'what a library has and lacks: formats, completeness of each field, genres; stays off the network unless told otherwise',
    load: async () => (await import('./analyze.ts')).defineAnalyze,
  },
  {
    name: 'list',
    description: 'query the catalogue: albums by words, genre, year, format, state; or count them',
    load: async () => (await import('./list.ts')).defineList,
  },
  {
    name: 'quality',
    description: 'what is wrong with tags and files, with a health score; stays off the network',
    load: async () => (await import('./quality.ts')).defineQuality,
  },
  {
    name: 'tag',
    description:
      'the main job: ask the sources, decide, write what is certain, queue the rest for review',
    load: async () => (await import('./tag.ts')).defineTag,
  },
  {
    name: 'covers',
    description: 'cover art where it is missing, or better pictures of the same front',
    load: async () => (await import('./covers.ts')).defineCovers,
  },
  {
    name: 'review',
    description:
      'answer what a run was not sure of, one by one in a terminal; or list, show, accept, reject, edit, lock, unlock',
    load: async () => (await import('./review.ts')).defineReview,
  },
  {
    name: 'match',
    description: 'see which release an album was matched with, and choose another',
    load: async () => (await import('./match.ts')).defineMatch,
  },
  {
    name: 'diff',
    description: 'what a run changed, field by field; for a dry run, what it would have changed',
    load: async () => (await import('./diff.ts')).defineDiff,
  },
  {
    name: 'undo',
    description: 'put back what a run or one receipt changed, except what was changed again since',
    load: async () => (await import('./undo.ts')).defineUndo,
  },
  {
    name: 'runs',
    description: 'list, show, stop and resume runs',
    load: async () => (await import('./runs.ts')).defineRuns,
  },
  {
    name: 'tags',
    description: 'read and safely write the tags of single files',
    load: async () => (await import('./tags.ts')).defineTags,
  },
  {
    name: 'transcode',
    description:
      'convert media files with ffmpeg: verified before they replace the originals, which are kept',
    load: async () => (await import('./transcode.ts')).defineTranscode,
  },
  {
    name: 'books',
    description:
      'audiobooks: wishes, offers, downloads that keep seeding, Audiobookshelf, daily enrichment',
    load: async () => (await import('./books.ts')).defineBooks,
  },
  {
    name: 'genres',
    description: 'look up and search the vocabulary of genres',
    load: async () => (await import('./genres.ts')).defineGenres,
  },
  {
    name: 'worker',
    description: 'work through the queue, alone or beside other machines',
    load: async () => (await import('./worker.ts')).defineWorker,
  },
  {
    name: 'jobs',
    description:
      'list, watch, cancel and retry jobs; `tag --queue` and `transcode --queue` add them',
    load: async () => (await import('./jobs.ts')).defineJobs,
  },
  {
    name: 'serve',
    description: 'the API and the pages, for people and programs; accounts take their turns',
    load: async () => (await import('./serve.ts')).defineServe,
  },
  {
    name: 'users',
    description: 'the accounts of this installation: list, enable, disable, pause, resume',
    load: async () => (await import('./users.ts')).defineUsers,
  },
  {
    name: 'people',
    description: 'who can log in, and to which accounts',
    load: async () => (await import('./people.ts')).definePeople,
  },
  {
    name: 'keys',
    description: 'API keys: list, add, revoke',
    load: async () => (await import('./keys.ts')).defineKeys,
  },
  {
    name: 'calendar',
    description: 'calendars in whose events heavy work pauses: today, events, list, add, remove',
    load: async () => (await import('./calendar.ts')).defineCalendar,
  },
  {
    name: 'notices',
    description: 'who is told what happens: list and test notifiers, turn notices on or off',
    load: async () => (await import('./notices.ts')).defineNotices,
  },
  {
    name: 'roots',
    description: 'the folders that hold your media, by name: list, rename, release',
    load: async () => (await import('./roots.ts')).defineRoots,
  },
  {
    name: 'locks',
    description: 'see who holds what, run a command under a lock, test what a mount can do',
    load: async () => (await import('./locks.ts')).defineLocks,
  },
  {
    name: 'index',
    description: 'offline indexes: all of MusicBrainz or Discogs on this disk, no network needed',
    load: async () => (await import('./index-command.ts')).defineIndex,
  },
  {
    name: 'secrets',
    description: 'keep the credentials of an account, encrypted',
    load: async () => (await import('./secrets.ts')).defineSecrets,
  },
  {
    name: 'export',
    description: 'albums, decisions or changes as CSV or JSON',
    load: async () => (await import('./export.ts')).defineExport,
  },
  {
    name: 'state',
    description: 'back up and restore the journal, catalogue and reviews; forget old runs',
    load: async () => (await import('./state.ts')).defineState,
  },
  {
    name: 'import',
    description: 'import from another program: the library of beets',
    load: async () => (await import('./import.ts')).defineImport,
  },
  {
    name: 'plugins',
    description: 'list the plugins in use, check one of your own against the contract',
    load: async () => (await import('./plugins.ts')).definePlugins,
  },
  {
    name: 'shell',
    description:
      'type commands one after the other, with completion; `status`, `start ann` … for short',
    load: async () => (await import('./shell.ts')).defineShell,
  },
  {
    name: 'completion',
    description: 'what makes bash, zsh, fish or PowerShell complete commands, options and names',
    load: async () => (await import('./completion.ts')).defineCompletion,
  },
  {
    name: 'help',
    description: 'topics such as confidence, review, undo, machines; or a command',
    load: async () => (await import('./help.ts')).defineHelp,
  },
  {
    name: 'demo',
    description: 'the main job on a small library of its own, offline, and back again',
    load: async () => (await import('./demo.ts')).defineDemo,
  },
];
