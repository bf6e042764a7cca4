import { jpegPreview } from "./jpeg_preview.js";

/** Pixels of a side: a tile has up to 200, on many screens with two for one. */
const SIDE = 320;
/** What is fetched first, bytes: a photo has its own small picture there. */
const BEGINNING = 128 * 1024;
/** A larger picture is not fetched just for that, bytes. */
const LARGEST = 32 * 1024 * 1024;
/** A film whose first picture is not there by then has none, milliseconds. */
const PATIENCE = 20_000;

/**
 * What each Exif orientation does to a picture, as a matrix of a canvas.
 *
 * @type {readonly (readonly [number, number, number, number])[]}
 */
const TURNS = [
  [1, 0, 0, 1],
  [-1, 0, 0, 1],
  [-1, 0, 0, -1],
  [1, 0, 0, -1],
  [0, 1, 1, 0],
  [0, 1, -1, 0],
  [0, -1, -1, 0],
  [0, -1, 1, 0],
];

/**
 * A square picture out of the middle of a picture, upright.
 *
 * @param {string} address
 * @param {AbortSignal} signal
 * @returns {Promise<string>} its address, that of its data in most cases
 * @throws when the browser does not know such pictures, or it is too large
 */
export async function pictureThumbnail(address, signal) {
  // A vector picture has no pixels of its own. In an <img>, no script in it runs.
  if (/\.svg$/i.test(address)) return address;
  const beginning = await fetch(address, { signal, headers: { range: "bytes=0-" + (BEGINNING - 1) } });
  if (!beginning.ok) throw new Error(String(beginning.status));
  const size = sizeOf(beginning);
  if (beginning.status === 206 && size > BEGINNING) {
    const preview = jpegPreview(new Uint8Array(await beginning.arrayBuffer()));
    if (preview) {
      return await squareOf(new Blob([preview.bytes], { type: "image/jpeg" }), preview.orientation);
    }
    if (size <= LARGEST) return await squareOf(await (await fetch(address, { signal })).blob());
  } else if (size <= LARGEST) return await squareOf(await beginning.blob());
  else await beginning.body?.cancel();
  throw new Error("too large");
}

/**
 * The same of the beginning of a film.
 *
 * @param {string} address
 * @param {AbortSignal} signal
 */
export async function filmThumbnail(address, signal) {
  const film = document.createElement("video");
  try {
    film.muted = true;
    film.playsInline = true;
    film.preload = "auto";
    const there = new Promise((resolve, reject) => {
      const giveUp = () => reject(new Error("no picture"));
      film.onloadeddata = resolve;
      film.onerror = giveUp;
      signal.addEventListener("abort", giveUp);
      setTimeout(giveUp, PATIENCE);
    });
    // The very first picture of a film is often black
    film.src = address + "#t=0.5";
    await there;
    return square(film, film.videoWidth, film.videoHeight);
  } finally {
    film.removeAttribute("src");
    film.load(); // lets go of the connection
  }
}

/**
 * The size of the whole file, bytes.
 *
 * @param {Response} response
 */
function sizeOf({ headers }) {
  return Number(headers.get("content-range")?.split("/")[1] ?? headers.get("content-length"));
}

/**
 * @param {Blob} blob
 * @param {number} [orientation] how it has to be turned, where the picture does not say so itself
 */
async function squareOf(blob, orientation = 1) {
  const bitmap = await createImageBitmap(blob);
  try {
    return square(bitmap, bitmap.width, bitmap.height, orientation);
  } finally {
    bitmap.close();
  }
}

/**
 * @param {CanvasImageSource} source
 * @param {number} width
 * @param {number} height
 */
function square(source, width, height, orientation = 1) {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  const side = Math.min(width, height);
  if (context === null || side === 0) throw new Error("no picture");
  canvas.width = canvas.height = SIDE;
  context.imageSmoothingQuality = "medium";
  context.translate(SIDE / 2, SIDE / 2);
  const [a, b, c, d] = TURNS[orientation - 1] ?? TURNS[0];
  context.transform(a, b, c, d, 0, 0);
  const [x, y] = [(width - side) / 2, (height - side) / 2];
  context.drawImage(source, x, y, side, side, -SIDE / 2, -SIDE / 2, SIDE, SIDE);
  return canvas.toDataURL("image/webp", 0.8);
}
