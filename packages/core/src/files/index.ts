export { namesIn, removeIfThere, syncFile, syncFolder, syncFolderNow } from './disk.ts';
export { readFolderPicture } from './folder-picture.ts';
export { type LeftoverKind, leftoverPath, parseLeftover } from './leftover-names.ts';
export { abandonedMs, type Leftover, type Leftovers, leftoversIn } from './leftovers.ts';
export { lifeOfOwner, ownOwner } from './owner.ts';
export {
  type KnownProcess,
  type Life,
  lifeOf,
  ownProcess,
  type ProcessIdentity,
} from './process-identity.ts';
