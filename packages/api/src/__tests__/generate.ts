// Writes openapi.json and the client's types anew. A test says when that is due.
import { writeFileSync } from 'node:fs';
import { generated } from './generated.ts';

for (const [file, text] of Object.entries(await generated())) writeFileSync(file, text);
