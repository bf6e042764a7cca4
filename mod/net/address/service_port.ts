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

/** The port of a service by its name (services(5)); undefined for an unknown name. */
export function servicePort(name: string, protocol: "tcp" | "udp"): number | undefined {
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
