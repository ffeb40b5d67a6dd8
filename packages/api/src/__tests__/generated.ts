import { fileURLToPath } from 'node:url';
import { clientTypes } from '../openapi/client-types.ts';
import { createHouse } from './house.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What is written from the routes and committed, by file. */
export async function generated(): Promise<Readonly<Record<string, string>>> {
  const house = await createHouse();
  try {
    const document = { ...house.api.document, info: { title: 'Earmark', version: '0' } };
    return {
      [at('../../openapi.json')]: `${JSON.stringify(document, null, 2)}\n`,
      [at('../client/types.ts')]: clientTypes(document),
    };
  } finally {
    await house.close();
  }
}
