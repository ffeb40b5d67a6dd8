import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface DashboardAsset {
  readonly bytes: Uint8Array;
  readonly type: string;
  /** Strong, with its quotes. */
  readonly etag: string;
  /** Its name changes with its content: it may be kept for ever. */
  readonly immutable: boolean;
}
export interface Dashboard {
  /** What to send with every page and asset. */
  readonly headers: Readonly<Record<string, string>>;
  /** By path below the base, without leading slash: `assets/index-4f2a.js`. Nothing else is ever served. */
  asset(path: string): DashboardAsset | undefined;
  /** The page for any other path. `base` is where the installation lives, `/` or `/earmark/`. */
  page(base: string): DashboardAsset;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Scripts, styles and pictures of our own alone, and no text that becomes a script. */
const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
};

/** Reads the prebuilt pages once: from then on only what is in this map can be served, and no file is looked for. */
export function createDashboard(): Dashboard {
  const folder = fileURLToPath(new URL('../dist/app/', import.meta.url));
  const assets = new Map<string, DashboardAsset>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = relative(folder, file).split(sep).join('/');
    assets.set(path, assetOf(readFileSync(file), path));
  }
  const template = Buffer.from(assets.get('index.html')?.bytes ?? []).toString('utf8');
  assets.delete('index.html');
  const pages = new Map<string, DashboardAsset>();
  return {
    headers,
    asset: (path) => assets.get(path),
    page(base) {
      const known = pages.get(base);
      if (known) return known;
      const page = assetOf(
        Buffer.from(template.replace('<base href="/" />', `<base href="${escapeHtml(base)}" />`)),
        'index.html',
      );
      pages.set(base, page);
      return page;
    },
  };
}

function assetOf(bytes: Uint8Array, path: string): DashboardAsset {
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 27);
  return {
    bytes,
    type: types[extname(path)] ?? 'application/octet-stream',
    etag: `"${digest}"`,
    immutable: path.startsWith('assets/'),
  };
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
