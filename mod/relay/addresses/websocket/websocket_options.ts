import { errorText } from "../../../net/errors/system_error.ts";
import type { KeepAliveTimes } from "../../../net/websocket/keep_alive.ts";
import { listOf } from "../../../net/websocket/head_fields.ts";
import type { WebSocketStreamOptions } from "../../../net/websocket/websocket_stream.ts";
import { RelayError } from "../../relay_endpoint.ts";
import type { Options } from "../../options/options.ts";

type Field = readonly [name: string, value: string];

/**
 * Finds what is wrong with the options of an address before anything is opened.
 *
 * @throws {RelayError}
 */
export function checkWebSocketOptions(options: Options, keyword: string): void {
  streamOptions(options);
  subprotocols(options);
  headerFields(options);
  basicAuth(options);
  if (keyword.endsWith("-listen")) allowedOrigins(options);
}

/** How the bytes of a relay become messages: `text`, `binary`, `lines`, `ping=`, `pong-timeout=`. */
export function streamOptions(options: Options): WebSocketStreamOptions {
  const [text, binary, lines] = [options.flag("text"), options.flag("binary"), options.flag("lines")];
  if (text && binary) {
    throw new RelayError("a WebSocket message is text or binary: give one of the two options");
  }
  return {
    kind: text ? "text" : binary ? "binary" : undefined,
    lines,
    keepAlive: pings(options.number("ping"), options.number("pong-timeout")),
  };
}

/** The answer to a ping may take as long as it is to the next one, if nothing else is said. */
function pings(interval: number | undefined, timeout: number | undefined): KeepAliveTimes | undefined {
  if (interval === undefined && timeout === undefined) return undefined;
  if (interval === undefined) throw new RelayError("pong-timeout= needs ping=, the time between two pings");
  if (interval <= 0 || timeout !== undefined && timeout <= 0) {
    throw new RelayError("ping= and pong-timeout= take a time in seconds, more than 0");
  }
  return { interval, timeout: timeout ?? interval };
}

/** `subprotocol=`, in the order given; several with commas between them, or one after another. */
export function subprotocols(options: Options): string[] {
  const names = options.texts("subprotocol").flatMap(listOf);
  for (const [at, name] of names.entries()) {
    if (!TOKEN.test(name)) {
      throw new RelayError(`subprotocol="${name}": this cannot be the name of a sub-protocol`);
    }
    if (names.indexOf(name) < at) throw new RelayError(`subprotocol="${name}" is there twice`);
  }
  return names;
}

/**
 * `header='Name: value'`, any number of them. The fields of the handshake itself are not for the user to write.
 */
export function headerFields(options: Options): Field[] {
  return options.texts("header").map((text) => {
    const [, name, value] = /^([^:]*?)\s*:\s*(.*?)\s*$/s.exec(text) ?? [];
    if (name === undefined || !TOKEN.test(name)) {
      throw new RelayError(
        `header="${text}": a name, a colon and a value are wanted`,
        "  header='Name: value'",
      );
    }
    if (!/^[\t -~\xa0-\u{10ffff}]*$/u.test(value!)) {
      throw new RelayError(`header="${name}": a value has no control characters`);
    }
    const why = NOT_FREE.get(name.toLowerCase());
    if (why !== undefined) throw new RelayError(`header="${name}": ${why}`);
    if (/^sec-websocket-/i.test(name)) {
      throw new RelayError(`header="${name}": this belongs to the handshake`);
    }
    return [name, value!];
  });
}

const NOT_FREE: ReadonlyMap<string, string> = new Map([
  ["upgrade", "this belongs to the handshake"],
  ["connection", "this belongs to the handshake"],
  ["content-length", "a handshake has no content"],
  ["transfer-encoding", "a handshake has no content"],
  ["sec-websocket-protocol", "subprotocol= says this"],
  ["origin", "origin= says this"],
]);

/**
 * `origin=https://example.org` at a listener, any number of them; one that is empty lets in clients that name none.
 *
 * @returns undefined when all are welcome
 */
export function allowedOrigins(options: Options): string[] | undefined {
  const origins = options.texts("origin");
  for (const text of origins) if (!isOrigin(text)) throw noOrigin(text);
  return origins.length === 0 ? undefined : origins;
}

/** Anything else would let in nobody: no browser sends it. */
function isOrigin(text: string): boolean {
  if (text === "" || text === "null") return true;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && url.host !== "" && url.pathname.replace("/", "") === "" && url.search === "" &&
    url.hash === "" && url.username === "";
}

function noOrigin(text: string): RelayError {
  return new RelayError(
    `origin="${text}": an origin is scheme, host and port`,
    "  origin=https://example.org; origin= lets clients in that name none",
  );
}

/** `basic-auth=name:password`, or the first line of a file. */
export function basicAuth(options: Options): string | undefined {
  const file = options.text("basic-auth-file");
  const text = file === undefined ? options.text("basic-auth") : firstLine(file);
  if (text === undefined || text.includes(":")) return text;
  throw new RelayError(`${file === undefined ? "basic-auth" : "basic-auth-file"}: name:password is wanted`);
}

function firstLine(path: string): string {
  try {
    return Deno.readTextFileSync(path).split(/\r?\n/, 1)[0]!;
  } catch (error) {
    throw new RelayError(`basic-auth-file "${path}": ${errorText(error)}`);
  }
}

/** A token of RFC 9110 §5.6.2. */
const TOKEN = /^[!#$%&'*+.^`|~\w-]+$/;
