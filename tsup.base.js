import { readFileSync } from 'node:fs';
import { defineConfig } from 'tsup';
// What a package exports is what is built: the manifest of the folder that tsup runs in names its own entries.
const { exports = {} } = JSON.parse(readFileSync('package.json', 'utf8'));
const entry = Object.values(exports).flatMap((target) => typeof target === 'string' ? [] : [target['@earmark/source'] ?? '']);
export default defineConfig({
    entry: entry.filter(Boolean).length > 0 ? entry.filter(Boolean) : ['src/index.ts'],
    format: ['esm'],
    target: 'node22',
    dts: false,
    sourcemap: true,
    clean: true,
});
