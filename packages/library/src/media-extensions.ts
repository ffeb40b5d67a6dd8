/** What is sound by its name, whether or not a format for it is here: files with these names are not passed by in silence. */
export const mediaExtensions: ReadonlySet<string> = new Set(
  'aa aac aax aaxc ac3 adts aif aifc aiff amr ape au caf dff dsf dts eac3 flac it m4a m4b m4p m4r mka mod mp2 mp3 mpc mpga oga ofr ofs ogg opus ra s3m shn snd spx tak tta voc w64 wav wave wma wv xm'
    .split(' ')
    .map((name) => `.${name}`),
);
