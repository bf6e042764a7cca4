import { runCommand } from "../program/run.ts";

/** Says something to a server and returns its first words. */
export type Ask = (where: number | string) => Promise<string>;

/** One line or request over TCP, or over UNIX to a path. */
export function askPlainly(said: string, hostname = "127.0.0.1"): Ask {
  return async (where) => {
    using conn = typeof where === "number"
      ? await Deno.connect({ hostname, port: where })
      : await Deno.connect({ transport: "unix", path: where });
    await conn.write(new TextEncoder().encode(said));
    const buffer = new Uint8Array(1000);
    return new TextDecoder().decode(buffer.subarray(0, await conn.read(buffer) ?? 0));
  };
}

/** The same through the TLS of openssl, without checking the certificate. */
export function askOverTls(said: string): Ask {
  return async (port) => {
    const { stdout } = await runCommand("socat", ["-t", "5", "-", `OPENSSL:127.0.0.1:${port},verify=0`], {
      stdin: said,
    });
    return stdout;
  };
}

/** The opening of a WebSocket (RFC 6455 §4.1), as a browser sends it. */
export const askForWebSocket = askPlainly(
  [
    "GET / HTTP/1.1",
    "Host: localhost",
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "\r\n",
  ].join("\r\n"),
);
