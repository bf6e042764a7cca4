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

/** The names of services by their port: the first of each, as getservbyport(3) finds it. */
export function serviceNames(protocol: "tcp" | "udp"): Map<number, string> {
  const names = new Map<number, string>();
  for (const { port, names: [name] } of servicesFile(protocol)) {
    if (!names.has(port)) names.set(port, name!);
  }
  for (const [name, port] of Object.entries(COMMON)) if (!names.has(port)) names.set(port, name);
  return names;
}

function fromServicesFile(name: string, protocol: string): number | undefined {
  for (const { port, names } of servicesFile(protocol)) if (names.includes(name)) return port;
  return undefined;
}

/** The lines of services(5); none on a system without that file: the common names have to do. */
function* servicesFile(protocol: string): Iterable<{ port: number; names: string[] }> {
  let text: string;
  try {
    text = Deno.readTextFileSync("/etc/services");
  } catch {
    return;
  }
  for (const line of text.split("\n")) {
    const [first, port, ...others] = line.replace(/#.*/, "").trim().split(/\s+/);
    if (first === undefined || port === undefined || !port.endsWith(`/${protocol}`)) continue;
    yield { port: parseInt(port, 10), names: [first, ...others] };
  }
}
