// Before a package is packed: the docs come along, so that what is installed explains itself without a network.
import { cpSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const docs = resolve(import.meta.dirname, '..', 'docs');
const to = join(process.cwd(), 'docs');
rmSync(to, { recursive: true, force: true });
cpSync(docs, to, { recursive: true, filter: (path) => basename(path) !== 'decisions' });
