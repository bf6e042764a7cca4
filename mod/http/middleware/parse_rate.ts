import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  t: 1e12,
  ki: 2 ** 10,
  mi: 2 ** 20,
  gi: 2 ** 30,
  ti: 2 ** 40,
};

/**
 * Reads a size as people write it: `500k`, `2MB`, `1.5 GiB`, `4096`.
 *
 * @returns bytes
 * @throws {Error} with words that fit after the name of an option
 */
export function parseSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]i?)?(?:b|B)?$/i.exec(text.trim());
  const size = match === null ? NaN : Math.floor(Number(match[1]) * UNITS[(match[2] ?? "").toLowerCase()]!);
  if (size > 0 && size <= Number.MAX_SAFE_INTEGER) return size;
  throw new MessageError(msg`needs a size such as 500kB, 2MB or 1GiB, not "${text}"`);
}

/** Reads a rate: a size, with or without `/s`. @returns bytes per second */
export function parseRate(text: string): number {
  try {
    return parseSize(text.replace(/\/s(ec)?$|ps$/i, ""));
  } catch {
    throw new MessageError(msg`needs a rate such as 500kB/s or 2MB/s, not "${text}"`);
  }
}
