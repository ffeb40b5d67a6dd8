// Writes every line that a worker sends into one file, in the order of arrival, and answers each with one byte: node referee.ts ADDRESS PORT FILE
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

const [address, port, file = ''] = process.argv.slice(2);
createServer((socket) => {
  socket.setNoDelay().on('error', () => socket.destroy());
  const lines = createInterface({ input: socket });
  lines.on('error', () => lines.close());
  lines.on('line', (line) => {
    appendFileSync(file, `${line}\n`);
    socket.write('.');
  });
}).listen(Number(port), address, () => console.log('listening'));
