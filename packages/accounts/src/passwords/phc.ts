/** A password's digest with all that checking it needs: `$argon2id$v=19$m=19456,t=2,p=1$salt$digest`. */
export interface Phc {
  readonly algorithm: string;
  readonly version?: number;
  readonly cost: Readonly<Record<string, number>>;
  readonly salt: Buffer;
  readonly digest: Buffer;
}

const form = /^\$([a-z0-9-]+)(?:\$v=(\d+))?\$([a-z]+=\d+(?:,[a-z]+=\d+)*)\$([\w+/]+)\$([\w+/]+)$/;

export function writePhc({ algorithm, version, cost, salt, digest }: Phc): string {
  const costs = Object.entries(cost).map(([name, value]) => `${name}=${value}`);
  const parts = [
    algorithm,
    ...(version === undefined ? [] : [`v=${version}`]),
    costs.join(','),
    unpadded(salt),
    unpadded(digest),
  ];
  return `$${parts.join('$')}`;
}

export function readPhc(text: string): Phc | undefined {
  const [, algorithm, version, costs, salt, digest] = form.exec(text) ?? [];
  if (!algorithm || !costs || !salt || !digest) return undefined;
  return {
    algorithm,
    ...(version === undefined ? {} : { version: Number(version) }),
    cost: Object.fromEntries(costs.split(',').map(costOf)),
    salt: Buffer.from(salt, 'base64'),
    digest: Buffer.from(digest, 'base64'),
  };
}

function costOf(text: string): readonly [string, number] {
  const [name = '', value] = text.split('=');
  return [name, Number(value)];
}

const unpadded = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
