/** Prebuilt pages, as `createDashboard` gives them: from a map, never from a folder. */
export interface Pages {
  readonly headers: Readonly<Record<string, string>>;
  asset(path: string): PageAsset | undefined;
  /** What every other address shows; `base` is where the installation lives. */
  page(base: string): PageAsset;
}
export interface PageAsset {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly etag: string;
  readonly immutable: boolean;
}

const year = 365 * 24 * 3600;
/** Addresses of pages have words alone: what looks like a file is one that is not there. */
const pagePath = /^\/(?:[\w-]+(?:\/[^/.][^/]*)*)?$/;

/** An asset, or the page where the address could be one of its. */
export function pageResponse(pages: Pages, request: Request, base: string): Response | undefined {
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  const { pathname } = new URL(request.url);
  const asset =
    pages.asset(pathname.slice(1)) ??
    (pagePath.test(pathname) && !isApi(pathname) ? pages.page(base) : undefined);
  if (!asset) return undefined;
  const headers = {
    ...pages.headers,
    etag: asset.etag,
    'content-type': asset.type,
    'cache-control': asset.immutable ? `public, max-age=${year}, immutable` : 'no-cache',
  };
  if (request.headers.get('if-none-match') === asset.etag)
    return new Response(null, { status: 304, headers });
  return new Response(request.method === 'HEAD' ? null : Buffer.from(asset.bytes), { headers });
}

const isApi = (pathname: string) => pathname === '/api' || pathname.startsWith('/api/');
