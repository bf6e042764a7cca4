import { escapeBytes } from "../../../io/visible_text.ts";
import { latin1Bytes } from "../latin1.ts";
import type { RespReply } from "../resp/resp_reader.ts";

/**
 * An answer for a person at a terminal, in the form that redis-cli has: what is text is quoted, members of arrays are
 * numbered. Nothing in it can steer the terminal.
 *
 * @returns lines, without an end after the last one
 */
export function formatReply(reply: RespReply): string {
  return format(reply, "");
}

function format(reply: RespReply, indent: string): string {
  switch (reply.type) {
    case "simple":
      return printable(reply.text);
    case "error":
      return `(error) ${printable(reply.text)}`;
    case "text":
      return quoted(reply.text);
    case "integer":
      return `(integer) ${reply.value}`;
    case "double":
      return `(double) ${printable(reply.text)}`;
    case "big":
      return `(big number) ${printable(reply.text)}`;
    case "boolean":
      return `(${reply.value})`;
    case "null":
      return "(nil)";
    case "map":
      return members(
        reply.entries,
        "#",
        "hash",
        indent,
        ([name, value], deeper) => `${format(name, deeper)} => ${format(value, deeper)}`,
      );
    case "set":
      return members(reply.items, "~", "set", indent, format);
    default:
      return members(reply.items, ")", "array", indent, format);
  }
}

function members<Each>(
  all: readonly Each[],
  mark: string,
  what: string,
  indent: string,
  each: (value: Each, indent: string) => string,
): string {
  if (all.length === 0) return `(empty ${what})`;
  const width = String(all.length).length;
  const deeper = indent + " ".repeat(width + 2);
  return all
    .map((value, at) =>
      `${at === 0 ? "" : indent}${String(at + 1).padStart(width)}${mark} ${each(value, deeper)}`
    )
    .join("\n");
}

/**
 * An answer for a program: text as its bytes are, members of arrays a line each, nothing for what is not there.
 *
 * @returns with a line end after each line; one character a byte
 */
export function plainReply(reply: RespReply): string {
  switch (reply.type) {
    case "integer":
      return `${reply.value}\n`;
    case "boolean":
      return `${reply.value}\n`;
    case "null":
      return "\n";
    case "map":
      return reply.entries.map(([name, value]) => plainReply(name) + plainReply(value)).join("");
    case "array":
    case "set":
    case "push":
      return reply.items.map(plainReply).join("");
    default:
      return `${reply.text}\n`;
  }
}

/** Whether the server could not do it. */
export function isFailure(reply: RespReply): boolean {
  return reply.type === "error";
}

function quoted(text: string): string {
  return `"${printable(text).replaceAll('"', '\\"')}"`;
}

/** Nothing in it can steer a terminal, nothing is lost, and letters of other alphabets stay readable. */
function printable(text: string): string {
  return escapeBytes(latin1Bytes(text));
}
