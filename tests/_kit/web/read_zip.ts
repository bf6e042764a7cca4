/** The entry of one file in a zip. */
export interface ZipEntry {
  readonly name: string;
  readonly crc: number;
  readonly bytes: Uint8Array;
}

/**
 * Reads a zip of stored files as PKWARE's APPNOTE has it, from the end: the directory tells where
 * each file is, and the header there has to say the same.
 */
export function readZip(zip: Uint8Array): ZipEntry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.length);
  const end = zip.length - 22;
  expect(view, end, 0x06054b50);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries = Array.from({ length: count }, () => {
    expect(view, at, 0x02014b50);
    const lengths = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const name = zip.subarray(at + 46, at + 46 + lengths[0]!);
    const [crc, size, local] = [16, 24, 42].map((field) => view.getUint32(at + field, true)) as Numbers;
    at += 46 + lengths.reduce((sum, length) => sum + length);
    return { name: text(name), crc, bytes: stored(zip, view, local, { name: text(name), crc, size }) };
  });
  if (at !== end) throw new Error(`the directory ends at ${at}, not at ${end}`);
  return entries;
}

type Numbers = [number, number, number];

function stored(
  zip: Uint8Array,
  view: DataView,
  at: number,
  told: { name: string; crc: number; size: number },
): Uint8Array {
  expect(view, at, 0x04034b50);
  const data = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const name = text(zip.subarray(at + 30, at + 30 + view.getUint16(at + 26, true)));
  if (name !== told.name) throw new Error(`${told.name} is called ${name} where it stands`);
  const end = data + told.size;
  if (view.getUint16(at + 6, true) & 8) {
    expect(view, end, 0x08074b50);
    const after = [4, 8, 12].map((field) => view.getUint32(end + field, true));
    if (after.join() !== [told.crc, told.size, told.size].join()) throw new Error(`${name}: ${after}`);
  }
  return zip.subarray(data, end);
}

function expect(view: DataView, at: number, signature: number): void {
  const found = view.getUint32(at, true);
  if (found !== signature) throw new Error(`${found.toString(16)} at ${at}, not ${signature.toString(16)}`);
}

function text(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}
