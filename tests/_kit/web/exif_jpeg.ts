/**
 * A JPEG as a camera writes it: turned, with a small picture of itself in front (Exif 2.32 §4.5).
 *
 * @param picture a JPEG without Exif
 * @param orientation 1 to 8
 * @param preview another JPEG
 */
export function exifJpeg(picture: Uint8Array, orientation: number, preview?: Uint8Array): Uint8Array {
  const size = preview === undefined ? 26 : 56 + preview.length;
  const exif = new Uint8Array(size);
  const view = new DataView(exif.buffer);
  const entry = (at: number, tag: number, type: number, value: number) => {
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, 1, true);
    view.setUint32(at + 8, value, true);
  };
  exif.set([0x49, 0x49, 42, 0, 8]);
  view.setUint16(8, 1, true);
  entry(10, 0x0112, 3, orientation);
  if (preview !== undefined) {
    view.setUint32(22, 26, true);
    view.setUint16(26, 2, true);
    entry(28, 0x0201, 4, 56);
    entry(40, 0x0202, 4, preview.length);
    exif.set(preview, 56);
  }
  const length = size + 8;
  const head = [0xff, 0xd8, 0xff, 0xe1, length >> 8, length & 255, ...new TextEncoder().encode("Exif\0\0")];
  return Uint8Array.from([head, exif, picture.subarray(2)].flatMap((part) => [...part]));
}
