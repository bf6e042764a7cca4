import { ipv4Number, ipv6Groups, literalFamily } from "../../mod/net/address/ip_literal.ts";
import { assert, assertEquals } from "@std/assert";
import { parseHostPort } from "../../mod/cli/host_port.ts";
import { formatHostPort, plainHostname } from "../../mod/net/address/socket_address.ts";
import { addressBytes } from "../../mod/relay/addresses/proxy/socks5.ts";
import { socks4Request } from "../../mod/relay/addresses/proxy/socks4.ts";
import { RelayError } from "../../mod/relay/relay_endpoint.ts";
import { portNumber } from "../../mod/relay/addresses/inet/port_number.ts";
import { parseAddressRange } from "../../mod/net/address/address_range.ts";
import { longHost } from "../../mod/relay/socket_name.ts";
import { parseBusAddress, ROOM, withoutLogin } from "../../mod/bus/bus_address.ts";
import { anyText, corpus, fc, property, textOf, unless } from "../_kit/property.ts";

const v6 = () => fc.oneof(fc.ipV6(), textOf("::", ":", "0", "ffff", "fe80", "1.2.3.4", "256", "."));

property("ipv6Groups() knows the addresses that the URL standard knows, and no others", v6(), (text) => {
  const groups = ipv6Groups(text);
  const known = /^[0-9a-f:.]*$/i.test(text) && URL.canParse(`http://[${text}]/`);
  assertEquals(groups !== undefined, known, JSON.stringify(text));
  if (groups === undefined) return;
  assertEquals(groups.length, 8);
  const again = groups.map((group) => group.toString(16)).join(":");
  assertEquals(new URL(`http://[${again}]/`).hostname, new URL(`http://[${text}]/`).hostname);
  assertEquals(ipv6Groups(longHost(text).slice(1, -1)), groups);
}, { corpus: corpus("addresses") });

property(
  "parseRange() holds the IPv6 addresses of its network and no other",
  fc.tuple(fc.ipV6(), fc.nat(128), fc.ipV6()),
  ([network, bits, host]) => {
    const number = (text: string) =>
      ipv6Groups(text)!.map((group) => group.toString(2).padStart(16, "0")).join("");
    const same = number(network).slice(0, bits) === number(host).slice(0, bits);
    assertEquals(parseAddressRange(`[${network}]/${bits}`)(host), same);
    assert(parseAddressRange(`[${network}]/${bits}`)(network));
  },
);

property(
  "ipv4Number() knows four numbers of a byte each",
  fc.array(fc.nat(300), { maxLength: 6 }),
  (parts) => {
    const good = parts.length === 4 && parts.every((part) => part < 256);
    const expected = good ? new DataView(Uint8Array.from(parts).buffer).getUint32(0) : NaN;
    assertEquals(ipv4Number(parts.join(".")), expected);
  },
);

property("portNumber() takes 0 to 65535, and no other number", fc.nat(200_000), (number) => {
  const port = unless(RelayError, () => portNumber(String(number), "tcp"));
  assertEquals(port, number <= 65_535 ? number : undefined);
});

property("portNumber() knows a text or refuses it in a sentence", anyText(), (text) => {
  const port = unless(RelayError, () => portNumber(text, "udp"));
  if (port !== undefined) assert(Number.isInteger(port) && port >= 0 && port <= 65_535, `${port}`);
}, { corpus: corpus("ports") });

property(
  "formatHostPort() writes what parseHostPort() reads",
  fc.tuple(fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain()), fc.integer({ min: 1, max: 65_535 })),
  ([hostname, port]) => {
    assertEquals(parseHostPort(formatHostPort(hostname, port)), { hostname, port });
    assertEquals(
      literalFamily(hostname),
      hostname.includes(":") ? 6 : ipv4Number(hostname) >= 0 ? 4 : undefined,
    );
  },
);

property("an IPv4 address in IPv6 clothes is called by its own name", fc.ipV4(), (host) => {
  assertEquals(plainHostname(`::ffff:${host}`), host);
  assertEquals(plainHostname(host), host);
});

property(
  "a SOCKS5 request names the host that was meant",
  fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain()),
  (host) => {
    const [type, ...rest] = addressBytes(host);
    assert(rest.every((byte) => Number.isInteger(byte) && byte >= 0 && byte < 256));
    if (type === 1) return assertEquals(rest.join("."), host);
    if (type === 4) {
      const groups = Array.from({ length: 8 }, (_, at) => rest[2 * at]! * 256 + rest[2 * at + 1]!);
      return assertEquals(groups, ipv6Groups(host));
    }
    assertEquals([type, rest[0]], [3, rest.length - 1]);
    assertEquals(new TextDecoder().decode(Uint8Array.from(rest.slice(1))), host);
  },
);

property(
  "a SOCKS4 request has its fields where RFC-less servers look for them",
  fc.tuple(fc.ipV4(), fc.nat(65_535), fc.stringMatching(/^\w{0,12}$/), fc.option(fc.domain())),
  ([host, port, user, name]) => {
    const request = socks4Request(host.split(".").map(Number), port, user, name ?? undefined);
    assertEquals([...request.subarray(0, 2)], [4, 1]);
    assertEquals(new DataView(request.buffer).getUint16(2), port);
    assertEquals(request.subarray(4, 8).join("."), host);
    const texts = new TextDecoder().decode(request.subarray(8)).split("\0");
    assertEquals(texts, [user, ...(name === null ? [] : [name]), ""]);
  },
);

property(
  "parseBusAddress() reads what a careful writer wrote",
  fc.record({
    host: fc.domain(),
    port: fc.option(fc.integer({ min: 1, max: 65_535 })),
    room: fc.option(fc.stringMatching(/^[\w-]{1,64}$/)),
    login: fc.option(fc.tuple(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }))),
  }),
  ({ host, port, room, login }) => {
    const secret = login === null ? "" : `${login.map(encodeURIComponent).join(":")}@`;
    const text = `nats://${secret}${host}${port === null ? "" : `:${port}`}${
      room === null ? "" : `/${room}`
    }`;
    const found = parseBusAddress(text, ROOM);
    const [server] = found.servers;
    assertEquals([server?.hostname.toLowerCase(), server?.port], [host.toLowerCase(), port ?? 4222]);
    assertEquals([found.name, server?.user, server?.pass], [room ?? "lobby", login?.[0], login?.[1]]);
  },
);

property(
  "parseBusAddress() reads an address or says why not, and never says the password",
  textOf("nats://", "user", ":s3cret@", "@", "host", ":", "4222", "/", "room", "%ff", "%", " "),
  (text) => {
    try {
      const { servers, name } = parseBusAddress(text, ROOM);
      assert(servers.every(({ hostname }) => hostname !== "") && /^[\w-]{1,64}$/.test(name));
    } catch (error) {
      assert(error instanceof Error && error.message.startsWith("Cannot use the bus "), String(error));
    }
    if (text.includes("s3cret@")) assert(!withoutLogin(text).includes("s3cret"), withoutLogin(text));
  },
  { corpus: corpus("buses") },
);
