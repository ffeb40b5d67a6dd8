export interface TarMember {
  readonly path: string;
  readonly text?: string;
  /** `0` a file, `2` a link. */
  readonly type?: string;
  readonly link?: string;
}

/** A tar archive of whatever a hostile one would hold. */
export function tarOf(members: readonly TarMember[]): Buffer {
  const parts = members.flatMap(({ path, text = '', type = '0', link = '' }) => {
    const content = Buffer.from(text);
    const header = Buffer.alloc(512);
    const write = (value: string, at: number) => header.write(value, at, 'utf8');
    write(path, 0);
    write('0000644\0', 100);
    write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
    write('        ', 148);
    write(type, 156);
    write(link, 157);
    write('ustar\u000000', 257);
    const sum = header.reduce((all, byte) => all + byte, 0);
    write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}
