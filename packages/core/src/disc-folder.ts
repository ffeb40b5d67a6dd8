/** What a folder's name says of a part of a larger work: `CD1`, `Disc 2 - Live`, `Album (Disk 01)`. */
export interface DiscFolder {
  readonly disc: number;
  /** What stands before the disc's number: the album's title, where siblings repeat it. */
  readonly album: string;
}

const discWord =
  /^(?<album>.*?)(?:^|[\s._\-[(])(?:cd|dis[ck]|dvd|bd|vinyl|lp|cassette|tape|volume|vol\.?|part|teil|disque|disco)[\s._#-]*0*(?<disc>\d{1,3})(?=$|[\s._\-\])])/iu;
/** After an album's title only these mean a disc: `Greatest Hits Vol. 2` is an album of its own. */
const suffixWord = /(?:^|[\s._\-[(])(?:cd|dis[ck])[\s._#-]*0*\d{1,3}(?=$|[\s._\-\])])/iu;

export function discFolder(name: string): DiscFolder | undefined {
  const found = discWord.exec(name)?.groups;
  if (!found?.disc) return undefined;
  const album = (found.album ?? '').replace(/[\s._\-[(]+$/u, '');
  if (album !== '' && !suffixWord.test(name)) return undefined;
  const disc = Number(found.disc);
  return disc > 0 ? { disc, album } : undefined;
}
