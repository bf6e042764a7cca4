/** Where a bus is and which room is meant. */
export interface BusAddress {
  /** `host:port` as the client library takes it. */
  server: string;
  user?: string;
  pass?: string;
  /** Letters, digits, `-` and `_`. */
  room: string;
}

/**
 * Reads `nats://[USER:PASSWORD@]HOST[:PORT][/ROOM]`.
 *
 * @throws an error with a sentence
 */
export function parseBusAddress(text: string): BusAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "nats:" || url.hostname === "") {
    throw refuse(text, "expected nats://HOST:PORT[/ROOM]");
  }
  const room = url.pathname.replace(/^\/|\/$/g, "") || "lobby";
  if (!/^[\w-]{1,64}$/.test(room)) throw refuse(text, "a room's name is made of letters, digits, - and _");
  const server = `${url.hostname}:${url.port || "4222"}`;
  if (url.username === "") return { server, room };
  return { server, room, ...loginOf(url, text) };
}

/** The address as it may be shown: without the password. */
export function withoutPassword(text: string): string {
  return text.replace(/^([^:]*:\/\/[^:@]*):.*@/s, "$1@");
}

function loginOf({ username, password }: URL, text: string): { user: string; pass: string } {
  try {
    return { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  } catch {
    throw refuse(text, "a percent sign in the name or the password is not followed by UTF-8");
  }
}

function refuse(text: string, why: string): Error {
  const message = `Cannot use the bus "${withoutPassword(text)}": ${why}`;
  return Object.assign(new Error(message), { code: "bus_address" });
}
