import { assertEquals, assertRejects } from "@std/assert";
import { adoptsSockets } from "../../../mod/net/connection/adopt_socket.ts";
import type { Connection } from "../../../mod/net/connection.ts";
import { errorCode } from "../../../mod/net/errors/system_error.ts";
import { bindUnixClient } from "../../../mod/net/unix/bind_unix_client.ts";
import { bindUnixDatagram } from "../../../mod/net/unix/unix_datagram.ts";
import { dialUnix, listenUnix } from "../../../mod/net/unix/unix_stream.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

const WINDOWS = Deno.build.os === "windows";
const LINUX = Deno.build.os === "linux";
const bytes = (text: string) => new TextEncoder().encode(text);

async function readSome(connection: Connection): Promise<string | null> {
  const buffer = new Uint8Array(100);
  const count = await connection.read(buffer);
  return count === null ? null : new TextDecoder().decode(buffer.subarray(0, count));
}

Deno.test({
  name: "listenUnix() and dialUnix() carry a question and, after the half-close, its answer",
  ignore: WINDOWS,
  fn: async () => {
    using folder = new TempFolder();
    const path = `${folder.path}/socket`;
    using listener = listenUnix(path);
    assertEquals(listener.address, { transport: "unix", path });
    const [client, server] = await Promise.all([dialUnix(path), listener.accept()]);
    using _both = { [Symbol.dispose]: () => (client.close(), server.close()) };
    await client.write(bytes("question"));
    await client.closeWrite();
    assertEquals([await readSome(server), await readSome(server)], ["question", null]);
    await server.write(bytes("answer"));
    assertEquals(await readSome(client), "answer");
  },
});

Deno.test({
  name: "listenUnix() removes its name when it is closed, or keeps it, and may be closed again",
  ignore: WINDOWS,
  fn: () => {
    using folder = new TempFolder();
    for (const [keepName, left] of [[false, []], [true, ["socket"]]] as const) {
      const listener = listenUnix(`${folder.path}/socket`, { keepName });
      listener.close();
      listener.close();
      assertEquals(folder.names(), [...left]);
    }
  },
});

Deno.test({
  name: "listenUnix() leaves its name to the listener that has made it anew",
  ignore: WINDOWS,
  fn: () => {
    using folder = new TempFolder();
    const path = `${folder.path}/socket`;
    const first = listenUnix(path);
    Deno.removeSync(path);
    using _second = listenUnix(path);
    first.close();
    assertEquals(folder.names(), ["socket"]);
  },
});

Deno.test({
  name: "listenUnix() keeps its name when it is closed while an accept waits",
  ignore: WINDOWS,
  fn: async () => {
    using folder = new TempFolder();
    const listener = listenUnix(`${folder.path}/socket`, { keepName: true });
    const waiting = listener.accept();
    listener.close();
    await assertRejects(() => waiting);
    listener.close();
    assertEquals(folder.names(), ["socket"]);
  },
});

Deno.test({
  name: "bindUnixClient() connects from a name of its own",
  ignore: !LINUX || !adoptsSockets(),
  fn: async () => {
    using folder = new TempFolder();
    const [path, own] = [`${folder.path}/socket`, `${folder.path}/own`];
    using listener = listenUnix(path);
    using client = (await bindUnixClient(own)!.connect(path))!;
    using server = await listener.accept();
    assertEquals([client.local, server.remote], [
      { transport: "unix", path: own },
      { transport: "unix", path: own },
    ]);
    await client.write(bytes("x"));
    assertEquals(await readSome(server), "x");
  },
});

Deno.test({
  name: "bindUnixDatagram() sends and receives at the same time, under a name of either kind",
  ignore: !LINUX,
  fn: async () => {
    using folder = new TempFolder();
    for (const name of [`${folder.path}/a`, `\0netlab-test-${Deno.pid}`]) {
      using one = await bindUnixDatagram(name);
      using other = await bindUnixDatagram(`${folder.path}/b`);
      const answer = one.receive(new Uint8Array(100));
      await one.send(bytes("question"), `${folder.path}/b`);
      const heard = await other.receive(new Uint8Array(100));
      assertEquals([new TextDecoder().decode(heard.bytes), heard.from], ["question", name]);
      await other.send(bytes("answer"), heard.from!);
      assertEquals(new TextDecoder().decode((await answer).bytes), "answer");
      Deno.removeSync(`${folder.path}/b`);
    }
  },
});

Deno.test({
  name: "bindUnixDatagram() without a name only sends, and says when nobody is there",
  ignore: !LINUX,
  fn: async () => {
    using folder = new TempFolder();
    using socket = await bindUnixDatagram("");
    const error = await assertRejects(async () => await socket.send(bytes("x"), `${folder.path}/nobody`));
    assertEquals(errorCode(error), "ENOENT");
  },
});
