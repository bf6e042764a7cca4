import { RelayError } from "../relay_endpoint.ts";

/** Services for systems without an /etc/services; the ones in the lab sheets and in recipes. */
const COMMON: Readonly<Record<string, number>> = {
  echo: 7,
  discard: 9,
  daytime: 13,
  ftp: 21,
  ssh: 22,
  telnet: 23,
  smtp: 25,
  domain: 53,
  http: 80,
  pop3: 110,
  ntp: 123,
  imap: 143,
  https: 443,
  imaps: 993,
  postgresql: 5432,
};

/**
 * The number of a port given as a number or as a service name. Where socat takes 99999 for 34463 and `1x` for 1, this
 * says no.
 *
 * @throws {RelayError}
 */
export function portNumber(text: string, protocol: "tcp" | "udp"): number {
  if (/^\d+$/.test(text) && Number(text) <= 65535) return Number(text);
  if (/^\d+$/.test(text)) throw new RelayError(`port ${text} is out of range (0..65535)`);
  const number = /^[a-z]/i.test(text) ? serviceNumber(text, protocol) : undefined;
  if (number !== undefined) return number;
  throw new RelayError(
    `unknown ${protocol} port or service "${text}": Servname not supported for ai_socktype`,
  );
}

function serviceNumber(name: string, protocol: string): number | undefined {
  return fromServicesFile(name, protocol) ?? (Object.hasOwn(COMMON, name) ? COMMON[name] : undefined);
}

function fromServicesFile(name: string, protocol: string): number | undefined {
  let text: string;
  try {
    text = Deno.readTextFileSync("/etc/services");
  } catch {
    return undefined; // no such file on this system: the common names have to do
  }
  for (const line of text.split("\n")) {
    const [first, port, ...others] = line.replace(/#.*/, "").trim().split(/\s+/);
    if (port === undefined || !port.endsWith(`/${protocol}`)) continue;
    if (first === name || others.includes(name)) return parseInt(port, 10);
  }
  return undefined;
}
