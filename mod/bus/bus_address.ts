import { type Message, msg } from "../i18n/message.ts";
import { MessageError } from "../i18n/message_error.ts";

/** Where a bus is and which of its places is meant: a room, or a bucket. */
export interface BusAddress {
  /** One or more, tried in this order. */
  servers: BusServer[];
  /** Letters, digits, `-` and `_`. */
  name: string;
}

/** What the path of an address names. */
export interface BusPlace {
  /** The name when there is none. */
  readonly usual: string;
  /** What to say to other addresses, */
  readonly form: Message;
  /** to other names, */
  readonly letters: Message;
  /** and to several of them. */
  readonly isOne: Message;
}

/** A room of a chat. */
export const ROOM: BusPlace = {
  usual: "lobby",
  form: msg`expected nats://HOST:PORT[/ROOM]`,
  letters: msg`a room's name is made of letters, digits, - and _`,
  isOne: msg`all servers of a bus have the same room`,
};

/** A bucket of keys and values. */
export const BUCKET: BusPlace = {
  usual: "netlab",
  form: msg`expected nats://HOST:PORT[/BUCKET]`,
  letters: msg`a bucket's name is made of letters, digits, - and _`,
  isOne: msg`all servers of a bus have the same bucket`,
};

/** One server of a bus. */
export interface BusServer {
  /** Without brackets. */
  hostname: string;
  port: number;
  /** Whether the connection must be encrypted; else it is when the server asks for it. */
  tls: boolean;
  /** The part before the host: a name and a password, or a name or token alone. */
  user?: string;
  pass?: string;
}

/**
 * Reads `nats://[USER:PASSWORD@|TOKEN@]HOST[:PORT][/NAME]`, `tls://…`, and several of them with commas in
 * between. Each server gets the login that stands in its own address; the name has to be given only once.
 *
 * @throws an error with a sentence that shows no login
 */
export function parseBusAddress(text: string, place: BusPlace): BusAddress {
  const parts = partsOf(text);
  const found = parts.map((part) => parseOne(part, text, place));
  const names = new Set(found.flatMap(({ name }) => name ?? []));
  if (names.size > 1) throw refuse(text, place.isOne);
  return { servers: found.map(({ server }) => server), name: [...names][0] ?? place.usual };
}

/**
 * The address as it may be shown: without any login; not at all when the login cannot be told from
 * the rest.
 */
export function withoutLogin(text: string): string {
  return partsOf(text).map(showOne).join(",");
}

/** A comma may be part of a password, but not one before the next address. */
function partsOf(text: string): string[] {
  return text.split(/,(?=(?:nats|tls):\/\/)/);
}

function parseOne(
  part: string,
  whole: string,
  place: BusPlace,
): { server: BusServer; name: string | undefined } {
  const url = URL.canParse(part) ? new URL(part) : undefined;
  if ((url?.protocol !== "nats:" && url?.protocol !== "tls:") || /^$|,/.test(url.hostname)) {
    throw refuse(whole, place.form);
  }
  const name = url.pathname.replace(/^\/|\/$/g, "") || undefined;
  if (name !== undefined && !/^[\w-]{1,64}$/.test(name)) throw refuse(whole, place.letters);
  const where = { hostname: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port || 4222) };
  return { server: { ...where, tls: url.protocol === "tls:", ...loginOf(url, part, whole) }, name };
}

function showOne(part: string): string {
  const shown = part.replace(/^([a-z]+:\/\/)?.*@/is, "$1");
  // The text where a port should be is a password that lacks its host
  return /^[a-z]+:\/\/[^/]*:[^\d/\]:]/i.test(shown) ? "…" : shown;
}

function loginOf({ username, password }: URL, part: string, whole: string): { user?: string; pass?: string } {
  if (username === "" && password === "") return {};
  try {
    const user = decodeURIComponent(username);
    // An empty password is one: `me:@host`, and no token
    return /^[a-z]+:\/\/[^/@]*:/i.test(part) ? { user, pass: decodeURIComponent(password) } : { user };
  } catch {
    throw refuse(whole, msg`a percent sign in the name or the password is not followed by UTF-8`);
  }
}

function refuse(text: string, why: Message): Error {
  const message = msg`Cannot use the bus "${withoutLogin(text)}": ${why}`;
  return Object.assign(new MessageError(message), { code: "bus_address" });
}
