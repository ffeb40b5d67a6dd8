export { createLastfmSource, type LastfmOptions } from './source.ts';
