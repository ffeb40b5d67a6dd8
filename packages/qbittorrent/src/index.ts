export { createQbittorrentDownloader } from './downloader.ts';
export type { QbittorrentOptions } from './options.ts';
export { readTorrent, type Torrent } from './torrent.ts';
