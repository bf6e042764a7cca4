import { TempFolder } from "../temp_folder.ts";
import { netlab } from "../program/netlab.ts";
/** The name of the program for this machine in the release. */
export const ASSET = `netlab-${Deno.build.os === "darwin" ? "macos" : Deno.build.os}-${
  Deno.build.arch === "aarch64" ? "arm64" : "x64"
}${Deno.build.os === "windows" ? ".exe" : ""}`;

/** A folder like that of a release: the program under test, and its checksum. */
export async function releaseFolder(): Promise<TempFolder> {
  const folder = new TempFolder();
  const binary = Deno.env.get("NETLAB_BIN");
  const content = binary === undefined ? fromSource() : await Deno.readFile(binary);
  folder.write(ASSET, content);
  folder.write("SHA256SUMS", `${await sha256(content)}  ${ASSET}\n`);
  return folder;
}

/** A program in one file that runs the sources. */
function fromSource(): Uint8Array<ArrayBuffer> {
  const [command, args] = netlab();
  const words = [command, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  return new TextEncoder().encode(`#!/bin/sh\nexec ${words} "$@"\n`);
}

async function sha256(content: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", content)).toHex();
}

/** How the server treats the program itself. */
export type Delivery = "whole" | "cut short" | "stalled";

/**
 * Serves a folder over HTTP as GitHub would, by hand, so that it can break off in the middle: `cut short`
 * promises more than it sends, `stalled` sends a part and then nothing until the client gives up.
 */
export function releaseServer(folder: TempFolder, delivery: Delivery = "whole"): ReleaseServer {
  return new ReleaseServer(folder, delivery);
}

/** A server that runs for the length of a test. */
class ReleaseServer implements AsyncDisposable {
  readonly #listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  readonly #serving: Promise<void>;
  /** Resolves when the first part of a stalled program has been sent. */
  readonly stalled = Promise.withResolvers<void>();

  constructor(readonly folder: TempFolder, readonly delivery: Delivery) {
    this.#serving = this.#serve();
  }

  get url(): string {
    return `http://127.0.0.1:${this.#listener.addr.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.#serving;
  }

  async #serve(): Promise<void> {
    const answers: Promise<void>[] = [];
    try {
      while (true) answers.push(this.#answer(await this.#listener.accept()));
    } catch {
      // It was closed.
    }
    await Promise.all(answers);
  }

  async #answer(conn: Deno.Conn): Promise<void> {
    using _ = conn;
    const buffer = new Uint8Array(8192);
    try {
      const length = await conn.read(buffer) ?? 0;
      const name = /^GET \/(\S+) /.exec(new TextDecoder().decode(buffer.subarray(0, length)))?.[1] ?? "";
      await this.#send(conn, name);
      // Until the client is done, or has been ended.
      while (await conn.read(buffer) !== null);
    } catch {
      // The client left in the middle.
    }
  }

  async #send(conn: Deno.Conn, name: string): Promise<void> {
    const body = await Deno.readFile(`${this.folder.path}/${name}`).catch(() => undefined);
    if (body === undefined) {
      await writeAll(conn, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      return await conn.closeWrite();
    }
    const broken = name === ASSET && this.delivery !== "whole";
    await writeAll(conn, `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`);
    await writeAll(conn, broken ? body.subarray(0, body.length / 2) : body);
    if (broken && this.delivery === "stalled") return this.stalled.resolve();
    await conn.closeWrite();
  }
}

async function writeAll(conn: Deno.Conn, data: string | Uint8Array): Promise<void> {
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
  for (let sent = 0; sent < bytes.length;) sent += await conn.write(bytes.subarray(sent));
}
