import { z } from 'zod';
import type { Backups } from '../backups.ts';
import { refuse, understood } from '../http/problem.ts';
import { created, nothing, type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { id, instant, named } from '../schemas/common.ts';

const group = 'Backups';
const admin = { for: 'admin', scope: 'admin' } as const;
const params = z.object({ id });
const packed = 'application/gzip';
const backup = named('Backup', z.object({ id: z.string(), at: instant, bytes: z.int() }));
const none = { 501: { description: 'The store of this server is backed up by its own means' } };

/** Copies of the whole state, with all its secrets: for who administers the server. */
export function createBackupOperations(
  { access: { trail } }: ApiParts,
  backups: Backups | undefined,
): readonly Operation[] {
  const own = (): Backups =>
    backups ??
    refuse(501, 'This server’s state is in a database of its own: back it up there (pg_dump).');

  return [
    operation({
      id: 'listBackups',
      method: 'GET',
      path: '/api/backups',
      summary:
        'The backups there are, and whether one takes the place of the state at the next start',
      group,
      access: admin,
      answers: {
        200: {
          description: 'Newest first',
          schema: z.object({ items: z.array(backup), staged: z.boolean() }),
        },
        ...none,
      },
      handle: async () => ok({ items: await own().list(), staged: await own().isStaged() }),
    }),
    operation({
      id: 'makeBackup',
      method: 'POST',
      path: '/api/backups',
      summary: 'Copies the state, while work goes on',
      group,
      access: admin,
      answers: { 201: { description: 'Made', schema: backup }, ...none },
      async handle({ actor }) {
        const made = await own().make();
        await trail.note(actor, 'backup-made', { target: made.id });
        return created(made, { headers: { location: `/api/backups/${made.id}` } });
      },
    }),
    operation({
      id: 'addBackup',
      method: 'POST',
      path: '/api/backups/upload',
      summary: 'Brings one that was downloaded before: the bytes of the file, as they are',
      group,
      access: admin,
      answers: {
        201: { description: 'Checked and kept', schema: backup },
        415: { description: 'It is sent as something else' },
        ...none,
      },
      async handle({ request, actor }) {
        const type = request.headers.get('content-type') ?? packed;
        if (![packed, 'application/octet-stream'].includes(type))
          refuse(415, `Send the file as it is, with content-type: ${packed}.`);
        const added = await understood(
          'malformed',
          own().add(request.body ?? new Blob([]).stream()),
        );
        await trail.note(actor, 'backup-added', { target: added.id });
        return created(added);
      },
    }),
    operation({
      id: 'readBackup',
      method: 'GET',
      path: '/api/backups/{id}',
      summary: 'Downloads a backup: one file, for `upload` here or on another machine',
      group,
      access: admin,
      params,
      answers: { 200: { description: 'The file', type: packed, schema: z.string() }, ...none },
      async handle({ params, actor }) {
        const { file, content } = await own().read(params.id);
        await trail.note(actor, 'backup-read', { target: file.id });
        return new Response(content, {
          headers: {
            'content-type': packed,
            'content-length': String(file.bytes),
            'content-disposition': `attachment; filename="earmark-${file.id}.tar.gz"`,
          },
        });
      },
    }),
    operation({
      id: 'removeBackup',
      method: 'DELETE',
      path: '/api/backups/{id}',
      summary: 'Deletes a backup',
      group,
      access: admin,
      params,
      answers: { 204: { description: 'Gone' }, ...none },
      async handle({ params, actor }) {
        await own().remove(params.id);
        await trail.note(actor, 'backup-removed', { target: params.id });
        return nothing();
      },
    }),
    operation({
      id: 'restoreBackup',
      method: 'POST',
      path: '/api/backups/{id}/restore',
      summary:
        'Checks a backup; it takes the place of the state when the server starts next, and what it replaces is moved aside',
      group,
      access: admin,
      params,
      answers: {
        202: { description: 'Ready for the next start', schema: z.object({ staged: z.boolean() }) },
        ...none,
      },
      async handle({ params, actor }) {
        await understood('malformed', own().stage(params.id));
        await trail.note(actor, 'restore-staged', { target: params.id });
        return { status: 202, body: { staged: true } };
      },
    }),
    operation({
      id: 'cancelRestore',
      method: 'DELETE',
      path: '/api/backups/{id}/restore',
      summary: 'The state stays as it is at the next start',
      group,
      access: admin,
      params,
      answers: { 204: { description: 'Nothing is restored' }, ...none },
      async handle({ params, actor }) {
        await own().unstage();
        await trail.note(actor, 'restore-cancelled', { target: params.id });
        return nothing();
      },
    }),
  ];
}
