/** `-v` and `-x`: every block, on its way, as a person can read it. */
import type { Filter, Way } from "./filter.ts";
import { timestamp } from "../log.ts";

/** How to show blocks. */
export interface DumpOptions {
  readonly text: boolean;
  readonly hex: boolean;
  /** Takes whole lines, bytes of the data included. */
  readonly write: (bytes: Uint8Array) => void;
}

/** A filter that shows each block and passes it on. */
export function dumpFilter(way: Way, options: DumpOptions): Filter {
  let offset = 0;
  return {
    push: (bytes, next, part) => {
      options.write(dumpBlock(way, bytes, offset, options));
      offset += bytes.length;
      return next(bytes, part);
    },
  };
}

/** The header line and the block. */
export function dumpBlock(
  way: Way,
  bytes: Uint8Array,
  offset: number,
  options: Omit<DumpOptions, "write">,
): Uint8Array {
  const head = `${way} ${timestamp(new Date())}  length=${bytes.length} from=${offset} to=${
    offset + bytes.length - 1
  }\n`;
  const encoder = new TextEncoder();
  if (options.text && options.hex) return encoder.encode(head + hexAndText(bytes) + "--\n");
  if (options.hex) return encoder.encode(head + hexOnly(bytes));
  return joined(encoder.encode(head), asText(bytes));
}

function hexOnly(bytes: Uint8Array): string {
  return `${hexOf(bytes)}\n`;
}

/** Rows of 16 bytes; a line end begins a new one. */
function hexAndText(bytes: Uint8Array): string {
  let out = "";
  for (let at = 0; at < bytes.length;) {
    const lineEnd = bytes.subarray(at, at + ROW).indexOf(10);
    const row = bytes.subarray(at, at + (lineEnd < 0 ? ROW : lineEnd + 1));
    const text = Array.from(row, (byte) => byte >= 32 && byte < 127 ? String.fromCharCode(byte) : ".").join(
      "",
    );
    out += `${hexOf(row).padEnd(3 * ROW)}  ${text}\n`;
    at += row.length;
  }
  return out;
}

const ROW = 16;

function hexOf(bytes: Uint8Array): string {
  let out = "";
  for (const byte of bytes) out += ` ${byte.toString(16).padStart(2, "0")}`;
  return out;
}

const NAMED: Readonly<Record<number, string>> = {
  7: "\\a",
  8: "\\b",
  11: "\\v",
  12: "\\f",
  13: "\\r",
  92: "\\\\",
};

/** Printable text, line ends and tabs stay; a few controls get their names; other bytes become dots. */
function asText(bytes: Uint8Array): Uint8Array {
  let out = "";
  for (const byte of bytes) {
    const plain = byte === 9 || byte === 10 || (byte >= 32 && byte < 127);
    out += NAMED[byte] ?? (plain ? String.fromCharCode(byte) : ".");
  }
  return new TextEncoder().encode(out);
}

function joined(head: Uint8Array, body: Uint8Array): Uint8Array {
  const all = new Uint8Array(head.length + body.length);
  all.set(head);
  all.set(body, head.length);
  return all;
}
