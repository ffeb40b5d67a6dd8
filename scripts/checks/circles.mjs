// No circle of imports inside a package: whoever reads a file can read what it needs first. Types alone may go back.
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { packages, trackedFiles } from './workspace.mjs';

const imports = /(?:from|import)\s*\(?\s*'(\.[^']+\.tsx?)'/g;

export function checkCircles() {
  return packages
    .flatMap(({ folder }) => circlesOf(trackedFiles(join(folder, 'src'))))
    .map((circle) => `a circle of imports: ${circle.join(' → ')}`)
    .join('\n');
}

/** Each circle once, from the file that is first by name. */
function circlesOf(files) {
  const sources = files.filter((path) => /\.tsx?$/.test(path) && !/\.test(-d)?\.tsx?$/.test(path));
  const graph = new Map(sources.map((path) => [path, importsOf(path)]));
  const done = new Set();
  const found = [];
  const visit = (path, way) => {
    const at = way.indexOf(path);
    if (at >= 0) found.push([...way.slice(at), path]);
    if (at >= 0 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...way, path]);
    done.add(path);
  };
  for (const path of [...graph.keys()].sort()) visit(path, []);
  return found;
}

function importsOf(path) {
  const text = readFileSync(path, 'utf8')
    .replaceAll(/import type [^;]*;/g, '')
    .replaceAll(/export type [^;]*? from '[^']*';/g, '');
  return [...text.matchAll(imports)].map(([, to]) => normalize(join(dirname(path), to)));
}
