import { assert, assertEquals, assertRejects } from "@std/assert";
import { SocketSyscalls } from "../../../mod/net/tcp/socket_syscalls.ts";
import { socketDescriptor } from "../../../mod/net/tcp/socket_descriptor.ts";
import { testOn } from "../../_kit/test_on.ts";
import { until } from "../../_kit/until.ts";

const onLinux = (name: string, fn: () => Promise<void>) =>
  testOn(["linux"], "only Linux makes a system call by its number", name, fn);

onLinux("SocketSyscalls finds a dialled connection by its two names, of both families", async () => {
  using calls = SocketSyscalls.open()!;
  for (const hostname of ["127.0.0.1", "::1"]) {
    using listener = Deno.listen({ hostname, port: 0 });
    using dialled = await Deno.connect({ hostname, port: listener.addr.port });
    using accepted = await listener.accept();
    const [ours, theirs] = [dialled, accepted].map((socket) =>
      socketDescriptor(socket, calls.nameOf, calls.peerOf)
    );
    assert(ours !== undefined && theirs !== undefined && ours !== theirs);
    const name = calls.nameOf(ours)!.slice();
    assertEquals(calls.peerOf(theirs), name, "one end's name is the other's peer");
    assertEquals(calls.nameOf(1 << 20), undefined, "no such descriptor");
  }
});

onLinux("SocketSyscalls counts what was not acknowledged, and resets", async () => {
  using calls = SocketSyscalls.open()!;
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  using dialled = await Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port });
  using accepted = await listener.accept();
  const descriptor = socketDescriptor(accepted, calls.nameOf, calls.peerOf)!;
  await accepted.write(new Uint8Array(1000));
  await until(() => calls.unacknowledged(descriptor) === 0);
  assertEquals(calls.unacknowledged(1 << 20), undefined);
  assert(calls.dissolve(descriptor));
  await assertRejects(async () => {
    const buffer = new Uint8Array(4096);
    while (await dialled.read(buffer) !== null) continue;
  }, Deno.errors.ConnectionReset);
});
