import type { FileRow } from '@earmark/core';

/** Without what tells only a scan something. */
export const fileShown = ({
  inode: _inode,
  mtimeNs: _mtime,
  essence: _essence,
  probe: _probe,
  ...row
}: FileRow) => row;
