/** What music-metadata has a parser for, and is audio by name. */
export const extensions: readonly string[] = [
  ...['.mp3', '.mp2', '.mp1', '.aac', '.flac', '.ogg', '.oga', '.opus', '.spx'],
  ...['.m4a', '.m4b', '.mp4', '.wav', '.wave', '.bwf', '.aif', '.aiff', '.aifc'],
  ...['.ape', '.wv', '.mpc', '.mp+', '.wma', '.asf', '.dsf', '.dff', '.mka', '.weba'],
];
