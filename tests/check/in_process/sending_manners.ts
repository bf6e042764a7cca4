import calc from "../../../commands/calc/serve.ts";
import chat from "../../../commands/chat/serve.ts";
import echo from "../../../commands/echo/serve.ts";
import files from "../../../commands/files/serve.ts";
import kv from "../../../commands/kv/serve.ts";
import prime from "../../../commands/prime/serve.ts";
import type { AnyCommand } from "../../../mod/cli/command.ts";
import { parseCommandLine } from "../../../mod/cli/parse_command_line.ts";
import type { Connection } from "../../../mod/net/connection.ts";
import { dial } from "../../../mod/net/tcp/dial.ts";
import { listen, type Listener } from "../../../mod/net/tcp/listen.ts";
import { contextHere } from "../../_kit/program/serve_folder_here.ts";
import { until } from "../../_kit/until.ts";
import type { RunningServer } from "./broken_servers.ts";
import { servingClients } from "./tcp_server.ts";

/** A right server of this program. */
export interface RightServer extends AsyncDisposable {
  readonly port: number;
}

/** Begins a right server for each kind of `SERVER_CHECKS`. @param dir the folder that it may serve */
export const RIGHT_SERVERS: Readonly<Record<string, (dir: string) => Promise<RightServer> | RightServer>> = {
  echo: () => serving(echo, "--transform", "upper"),
  files: (dir) => serving(files, "--dir", dir, "--no-http"),
  http: (dir) => serving(files, "--dir", dir, "--http-port", "0"),
  chat: () => serving(chat),
  prime: () => serving(prime),
  calc: () => serving(calc),
  resp: () => serving(kv),
  time: () => asynchronously(servingClients((client) => client.write(daytime()))),
};

function daytime(): Uint8Array {
  return new TextEncoder().encode(`${new Date().toString()}\n`);
}

function asynchronously(server: RunningServer): RightServer {
  const close = () => Promise.resolve(server[Symbol.dispose]());
  return { port: server.port, [Symbol.asyncDispose]: close };
}

async function serving(command: unknown, ...args: string[]): Promise<RightServer> {
  const [lines, stop]: [string[], AbortController] = [[], new AbortController()];
  const serve = command as AnyCommand;
  const given = parseCommandLine(serve, ["0", "--host", "127.0.0.1", ...args]);
  const ended = serve.run(given as never, contextHere(lines, stop.signal));
  const ports = () => lines.flatMap((line) => /listening on \S*:(\d+) /.exec(line)?.[1] ?? []).map(Number);
  await until(() => ports().length === (args.includes("--http-port") ? 2 : 1));
  return {
    port: ports().at(-1)!,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await ended;
    },
  };
}

/** How the bytes of a server go out, however right they are. */
export const MANNERS = {
  "sends nothing": async ({ some }) => {
    while (await some() !== null);
  },
  /** Half of what it sends first, then the end. */
  "ends in the middle": async ({ some, client }) => {
    await client.write(half(await some()));
    await client.closeWrite();
    while (await some() !== null);
  },
  "breaks off in the middle": async ({ some, client }) => {
    await client.write(half(await some()));
    await new Promise((resolve) => setTimeout(resolve, 20));
    client.reset();
  },
  /** What it sends first, then the end of its direction; it reads on. */
  "half-closes after its first answer": async ({ some, client }) => {
    await client.write(await some() ?? new Uint8Array());
    await client.closeWrite();
    while (await some() !== null);
  },
  drips: async ({ some, client, timeout }) => {
    for (let bytes = await some(); bytes !== null; bytes = await some()) {
      for (const byte of bytes) {
        await client.write(Uint8Array.of(byte));
        await new Promise((resolve) => setTimeout(resolve, timeout / 5));
      }
    }
    await client.closeWrite();
  },
} satisfies Readonly<Record<string, (way: Way) => Promise<void>>>;

/** The name of such a way. */
export type Manner = keyof typeof MANNERS;

interface Way {
  readonly client: Connection;
  readonly timeout: number;
  /** What the server has sent; null at its end. The bytes are the caller's. */
  some(): Promise<Uint8Array | null>;
}

function half(bytes: Uint8Array | null): Uint8Array {
  return bytes?.subarray(0, bytes.length >> 1) ?? new Uint8Array();
}

/**
 * Stands in front of a right server, and hands its bytes on in that manner.
 *
 * @param timeout how long a check waits, milliseconds
 */
export async function inManner(port: number, manner: Manner, timeout: number): Promise<RunningServer> {
  const [listener] = await listen(0, { hostname: "127.0.0.1" }) as [Listener];
  const open = new Set<Connection>();
  const serve = async (client: Connection) => {
    using server = await dial({ hostname: "127.0.0.1", port });
    open.add(client).add(server);
    const asking = pour(client, server);
    const buffer = new Uint8Array(65_536);
    const some = async () => {
      const length = await server.read(buffer);
      return length === null ? null : buffer.slice(0, length);
    };
    await MANNERS[manner]({ client, timeout, some }).catch(() => {/* it has left */});
    client.close();
    await asking;
    open.delete(client);
    open.delete(server);
  };
  (async () => {
    for (;;) serve(await listener.accept()).catch(() => {/* it has left */});
  })().catch(() => {/* closed */});
  return {
    port: listener.address.port,
    [Symbol.dispose]() {
      listener.close();
      for (const connection of open) connection.close();
    },
  };
}

/** What the client says goes to the server as it is. */
async function pour(from: Connection, to: Connection): Promise<void> {
  const buffer = new Uint8Array(65_536);
  try {
    for (let length = await from.read(buffer); length !== null; length = await from.read(buffer)) {
      for (let at = 0; at < length;) at += await to.write(buffer.subarray(at, length)) ?? length;
    }
    await to.closeWrite();
  } catch {
    // One of them has left.
  }
}
