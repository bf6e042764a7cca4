import { assertEquals, assertRejects } from "@std/assert";
import type { SocketAddress } from "../../../mod/net/address/socket_address.ts";
import { HandshakeError } from "../../../mod/net/connection/handshake_reader.ts";
import { crc32c } from "../../../mod/net/proxy_protocol/crc32c.ts";
import { encodeProxyHeader } from "../../../mod/net/proxy_protocol/encode_proxy_header.ts";
import {
  type ProxyHeader,
  ProxyHeaderError,
  type ProxyHeaderProblem,
  SIGNATURE,
} from "../../../mod/net/proxy_protocol/proxy_header.ts";
import { readProxyHeader } from "../../../mod/net/proxy_protocol/read_proxy_header.ts";
import { latin1Text } from "../../_kit/latin1.ts";
import { FakeConnection } from "../../_kit/net/fake_connection.ts";

const IPV4 = { source: inet("192.0.2.7", 51000), destination: inet("198.51.100.1", 443) };
const IPV6 = { source: inet("2001:db8::7", 1), destination: inet("2001:db8:0:1::", 65535) };
const UNIX = { source: unix("/run/client.sock"), destination: unix("/run/server.sock") };

function inet(hostname: string, port: number, transport: "tcp" | "udp" = "tcp"): SocketAddress {
  return { transport, hostname, port };
}

function unix(path: string): SocketAddress {
  return { transport: "unix", path };
}

function bytes(...parts: (string | number | readonly number[] | Uint8Array)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === "string"
        ? [...part].map((char) => char.charCodeAt(0))
        : typeof part === "number"
        ? [part]
        : [...part]
    ),
  );
}

/** What a reader makes of some bytes: the header, and all that is left behind it. */
async function read(
  pieces: Uint8Array[],
  wanted?: 1 | 2,
): Promise<{ header: ProxyHeader; rest: string; remote: SocketAddress }> {
  const { header, connection } = await readProxyHeader(new FakeConnection(pieces), wanted, 10_000);
  const buffer = new Uint8Array(64);
  let rest = "";
  for (let count; (count = await connection.read(buffer)) !== null;) {
    rest += latin1Text(buffer.subarray(0, count));
  }
  return { header, rest, remote: connection.remote };
}

const WHOLE: readonly [name: string, header: ProxyHeader][] = [
  ["version 1, IPv4", { version: 1, ends: IPV4 }],
  ["version 1, IPv6", { version: 1, ends: IPV6 }],
  ["version 1, nothing known", { version: 1, ends: undefined }],
  ["version 2, IPv4", { version: 2, ends: IPV4 }],
  ["version 2, IPv6", { version: 2, ends: IPV6 }],
  ["version 2, UDP", {
    version: 2,
    ends: { source: inet("10.0.0.1", 5, "udp"), destination: inet("10.0.0.2", 6, "udp") },
  }],
  ["version 2, UNIX", { version: 2, ends: UNIX }],
  ["version 2, a UNIX client without a name", { version: 2, ends: { ...UNIX, source: unix("") } }],
  ["version 2, LOCAL", { version: 2, ends: undefined }],
];

for (const [name, header] of WHOLE) {
  Deno.test(`a header of ${name} comes out as it went in, whole and byte by byte, and nothing behind it is lost`, async () => {
    const wire = bytes(encodeProxyHeader(header), "PROXY hello\r\n");
    for (const pieces of [[wire], [...wire].map((byte) => Uint8Array.of(byte))]) {
      const got = await read(pieces, header.version);
      assertEquals([got.header, got.rest], [header, "PROXY hello\r\n"]);
      assertEquals(got.remote, header.ends?.source ?? new FakeConnection([]).remote);
    }
    for (let length = 0; length < wire.length - "PROXY hello\r\n".length; length++) {
      const error = await assertRejects(
        () => read([wire.subarray(0, length)]),
        HandshakeError,
        undefined,
        `${length}`,
      );
      assertEquals(error.code, "closed");
    }
  });
}

Deno.test("a header of version 1 is the line of the specification", () => {
  const text = (header: ProxyHeader) => latin1Text(encodeProxyHeader(header));
  assertEquals(text({ version: 1, ends: IPV4 }), "PROXY TCP4 192.0.2.7 198.51.100.1 51000 443\r\n");
  assertEquals(text({ version: 1, ends: IPV6 }), "PROXY TCP6 2001:db8::7 2001:db8:0:1:: 1 65535\r\n");
  assertEquals(text({ version: 1, ends: UNIX }), "PROXY UNKNOWN\r\n");
  assertEquals(
    text({ version: 1, ends: { source: inet("::ffff:192.0.2.7", 9), destination: inet("fe80::1%eth0", 7) } }),
    "PROXY TCP6 ::ffff:192.0.2.7 fe80::1 9 7\r\n",
  );
});

Deno.test("the checksum is CRC-32C", () => {
  assertEquals(crc32c(bytes("123456789")), 0xe3069283);
});

/** A header of version 2 over IPv4 with values behind the ends. */
function withValues(...values: (readonly number[] | Uint8Array)[]): Uint8Array {
  const base = encodeProxyHeader({ version: 2, ends: IPV4 });
  const all = bytes(base, ...values);
  all[14] = (all.length - 16) >> 8;
  all[15] = (all.length - 16) & 255;
  return all;
}

function summed(): Uint8Array {
  const all = withValues([2, 0, 11, ...bytes("example.org")], [3, 0, 4, 0, 0, 0, 0]);
  new DataView(all.buffer).setUint32(all.length - 4, crc32c(all));
  return all;
}

Deno.test("values behind the ends are skipped, and a right checksum is welcome", async () => {
  for (const wire of [withValues([2, 0, 1, 65], [4, 0, 0], [0xee, 0, 2, 1, 2]), summed()]) {
    const { header, rest } = await read([bytes(wire, "rest")]);
    assertEquals([header, rest], [{ version: 2, ends: IPV4 }, "rest"]);
  }
});

function changed(wire: Uint8Array, at: number, value: number): Uint8Array {
  const copy = Uint8Array.from(wire);
  copy[at] = value;
  return copy;
}

const v2 = encodeProxyHeader({ version: 2, ends: IPV4 });
const REFUSED: readonly [name: string, wire: Uint8Array, problem: ProxyHeaderProblem, wanted?: 1 | 2][] = [
  ["HTTP", bytes("GET / HTTP/1.1\r\n"), "absent"],
  ["TLS", bytes(0x16, 3, 1), "absent"],
  ["another word", bytes("PROXIED 1\r\n"), "absent"],
  ["a line break and nothing like it", bytes("\r\n\r\nGET"), "absent"],
  ["small letters", bytes("proxy TCP4 1.2.3.4 1.2.3.4 1 1\r\n"), "absent"],
  ["an unknown protocol", bytes("PROXY UDP4 1.2.3.4 1.2.3.4 1 1\r\n"), "malformed"],
  ["an address of the other family", bytes("PROXY TCP6 1.2.3.4 1.2.3.4 1 1\r\n"), "malformed"],
  ["an address that is none", bytes("PROXY TCP4 1.2.3.400 1.2.3.4 1 1\r\n"), "malformed"],
  ["an address with a zero in front", bytes("PROXY TCP4 010.2.3.4 1.2.3.4 1 1\r\n"), "malformed"],
  ["a name", bytes("PROXY TCP4 localhost 1.2.3.4 1 1\r\n"), "malformed"],
  ["a port that is too large", bytes("PROXY TCP4 1.2.3.4 1.2.3.4 1 65536\r\n"), "malformed"],
  ["a port with a zero in front", bytes("PROXY TCP4 1.2.3.4 1.2.3.4 01 1\r\n"), "malformed"],
  ["a port that is missing", bytes("PROXY TCP4 1.2.3.4 1.2.3.4 1\r\n"), "malformed"],
  ["two blanks", bytes("PROXY TCP4  1.2.3.4 1.2.3.4 1 1\r\n"), "malformed"],
  ["something behind the ports", bytes("PROXY TCP4 1.2.3.4 1.2.3.4 1 1 x\r\n"), "malformed"],
  ["a line without end", bytes("PROXY UNKNOWN ", "x".repeat(200)), "too_long"],
  ["a line that ends in a line feed alone", bytes("PROXY UNKNOWN\n", "x".repeat(200)), "too_long"],
  ["version 3", changed(v2, 12, 0x31), "malformed"],
  ["an unknown command", changed(v2, 12, 0x22), "malformed"],
  ["too few bytes for the ends", changed(v2, 15, 11), "malformed"],
  ["64 KiB of values", changed(v2, 14, 0xff), "too_long"],
  ["a value that is cut", withValues([4, 0, 5, 1]), "malformed"],
  ["half a value's head", withValues([4]), "malformed"],
  ["a wrong checksum", changed(summed(), 17, 99), "checksum"],
  ["a checksum of three bytes", withValues([3, 0, 3, 1, 2, 3]), "malformed"],
  ["version 2 where 1 is wanted", v2, "wrong_version", 1],
  ["version 1 where 2 is wanted", bytes("PROXY UNKNOWN\r\n"), "wrong_version", 2],
];

for (const [name, wire, problem, wanted] of REFUSED) {
  Deno.test(`a connection that begins with ${name} is refused`, async () => {
    const error = await assertRejects(() => read([wire], wanted), ProxyHeaderError);
    assertEquals(error.code, problem);
  });
}

Deno.test("a family that nobody knows leaves the ends of the connection", async () => {
  assertEquals((await read([changed(v2, 13, 0x41)])).header.ends, undefined);
  assertEquals((await read([changed(v2, 13, 0x00)])).header.ends, undefined);
  assertEquals((await read([bytes(SIGNATURE, 0x20, 0, 0, 3, 1, 2, 3, "x")])).rest, "x");
});
