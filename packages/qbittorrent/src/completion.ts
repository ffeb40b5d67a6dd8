import { stat } from 'node:fs/promises';
import type { Completion, DownloadFile } from '@earmark/spec';
import type { Info } from './answers.ts';
import { isBelow } from './paths.ts';
import { stateOf } from './states.ts';

/** One look at client and disk. Each condition has been seen broken while the client said 100 %. */
export async function completionOf(
  info: Info,
  folder: string,
  files: readonly DownloadFile[],
): Promise<Completion> {
  const left = files.filter(({ wanted }) => !wanted);
  if (left.length > 0)
    return stuck(
      `${left.length} of ${files.length} files are not selected (${left[0]?.name}): it will never be whole. Select them in qBittorrent; some sites forbid parts.`,
    );
  const state = stateOf(info);
  if (state === 'failed')
    return stuck(
      `qBittorrent reports ${info.state}. Recheck the torrent there, or look at its disk.`,
    );
  if (state !== 'complete') return waiting(`it is ${info.state}, ${percent(info)} loaded`);
  if (info.content_path && !isBelow(info.content_path, info.save_path))
    return stuck(
      `it is loaded, but lies in ${info.content_path} and not below ${info.save_path}: qBittorrent could not move it. Check that folder's rights and space there.`,
    );
  if (files.length === 0) return waiting('its files are not known yet');
  for (const { name, path, sizeBytes } of files) {
    if (name.endsWith('.!qB')) return waiting(`${name} is not finished`);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() && found.size === sizeBytes) continue;
    const seen = found === undefined ? 'is not there' : `has ${found.size} of ${sizeBytes} bytes`;
    return stuck(
      `${path} ${seen}; qBittorrent calls its folder ${info.save_path}, which is ${folder} here. Check the option paths and whether this machine has that disk.`,
    );
  }
  return { complete: true, folder, files };
}

const stuck = (reason: string): Completion => ({ complete: false, reason, stuck: true });
const waiting = (reason: string): Completion => ({ complete: false, reason, stuck: false });
const percent = ({ progress }: Info) => `${Math.floor(progress * 100)} %`;
