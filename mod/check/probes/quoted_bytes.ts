import { type Expectation, quoted } from "../causes/expectation.ts";

/** Bytes as they stand after « Expected »: as text where they are text, else in hexadecimal; of many the first. */
export function quotedBytes(bytes: Uint8Array): Expectation {
  if (bytes.length === 0) return { en: "an empty one", fr: "un vide", exact: "" };
  const text = textOf(bytes);
  if (text !== undefined) return quoted(text);
  const shown = [...bytes.subarray(0, MOST)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  if (bytes.length <= MOST) return { en: `the bytes ${shown}`, fr: `les octets ${shown}` };
  return {
    en: `the bytes ${shown} … ${bytes.length} bytes in all`,
    fr: `les octets ${shown} … ${bytes.length} octets en tout`,
  };
}

/** Whether both are the same bytes. */
export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined; // no text
  }
}

const MOST = 24;
const strict = new TextDecoder("utf-8", { fatal: true });
