/**
 * The small picture that cameras put into a photo (Exif 2.32 §4.5.4), and how it has to be turned.
 *
 * @typedef {object} Preview
 * @property {Uint8Array<ArrayBuffer>} bytes a JPEG
 * @property {number} orientation as in Exif, 1 to 8
 */

/**
 * @param {Uint8Array<ArrayBuffer>} head the beginning of a file
 * @returns {Preview | undefined} undefined: it is no photo, or has none
 */
export function jpegPreview(head) {
  try {
    const exif = exifOf(head);
    return exif && previewIn(exif);
  } catch {
    return undefined; // an offset leads out of it
  }
}

/**
 * What follows the mark of the Exif segment.
 *
 * @param {Uint8Array<ArrayBuffer>} head
 */
function exifOf(head) {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; view.getUint16(at) !== 0xffda;) {
    const end = at + 2 + view.getUint16(at + 2);
    // "Exif" and two zeros
    const isExif = view.getUint16(at) === 0xffe1 && view.getUint32(at + 4) === 0x45786966;
    if (isExif) return head.subarray(at + 10, end);
    at = end;
  }
  return undefined;
}

/** @param {Uint8Array<ArrayBuffer>} exif */
function previewIn(exif) {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  const little = view.getUint16(0) === 0x4949;
  const first = view.getUint32(4, little);
  const second = view.getUint32(first + 2 + 12 * view.getUint16(first, little), little);
  if (second === 0) return undefined;
  const value = (/** @type {number} */ directory, /** @type {number} */ tag) => {
    for (let entry = 0; entry < view.getUint16(directory, little); entry++) {
      const at = directory + 2 + 12 * entry;
      if (view.getUint16(at, little) !== tag) continue;
      return view.getUint16(at + 2, little) === 3
        ? view.getUint16(at + 8, little)
        : view.getUint32(at + 8, little);
    }
    return undefined;
  };
  const [offset, length] = [value(second, 0x0201), value(second, 0x0202)];
  if (offset === undefined || length === undefined || view.getUint16(offset) !== 0xffd8) return undefined;
  if (offset + length > exif.length) return undefined;
  return { bytes: exif.slice(offset, offset + length), orientation: value(first, 0x0112) ?? 1 };
}
