/** What every tag codec needs: a look at bytes, few reads, digests, errors that say where. Loads nothing else. */
export { asBuffer, exactly, has, malformed, unsupported } from './bytes.ts';
export { addTo, digestOf, digestOfAll, newHash } from './digest.ts';
export { oncePerFile } from './once-per-file.ts';
export { openWindow } from './window.ts';
