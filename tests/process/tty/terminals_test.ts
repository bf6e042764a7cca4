import { assert, assertEquals, assertRejects } from "@std/assert";
import type { TerminalStream } from "../../../mod/process/tty/terminal_stream.ts";
import { Terminals } from "../../../mod/process/tty/terminals.ts";
import { noise } from "../../_kit/noise.ts";
import { POSIX, testOn } from "../../_kit/test_on.ts";

const NOT_THERE = "there are no pseudo terminals";

/** A pseudo terminal through which bytes pass as they are, and both its ends. */
function raw(terminals: Terminals): { master: TerminalStream; slave: TerminalStream } {
  const { master, path } = terminals.make();
  const slave = terminals.calls.open(path);
  terminals.change(slave, (modes) => {
    for (const word of ["input", "output", "local"] as const) modes.clear(word);
    modes.setCharacter("min", 1);
  });
  return { master, slave: terminals.stream(slave) };
}

async function receive(stream: TerminalStream, size: number): Promise<Uint8Array> {
  const all = new Uint8Array(size);
  for (let at = 0; at < size;) {
    const count = await stream.read(all.subarray(at));
    if (count === null) throw new Error(`the end after ${at} bytes`);
    at += count;
  }
  return all;
}

testOn(
  POSIX,
  NOT_THERE,
  "bytes pass through a pseudo terminal both ways at once, each side waiting for the other",
  async () => {
    await using terminals = Terminals.use()!;
    const { master, slave } = raw(terminals);
    const [there, back] = [noise(300_000), noise(300_000)];
    const [arrived, returned] = await Promise.all([
      receive(slave, there.length),
      receive(master, back.length),
      master.write(there),
      slave.write(back),
    ]);
    assertEquals([arrived, returned], [there, back]);
    slave.close();
    assertEquals(await master.read(new Uint8Array(9)), null);
    master.close();
  },
);

testOn(POSIX, NOT_THERE, "closing ends a read that waits, and a write that nobody takes", async () => {
  await using terminals = Terminals.use()!;
  const { master, slave } = raw(terminals);
  const read = master.read(new Uint8Array(9));
  const write = assertRejects(() => master.write(new Uint8Array(1 << 20)), Error, "Broken pipe");
  await new Promise((resolve) => setTimeout(resolve));
  master.close();
  assertEquals(await read, null);
  await write;
  slave.close();
});

testOn(
  POSIX,
  NOT_THERE,
  "a terminal that somebody closes and opens again has not ended, for as long as it is waited for",
  async () => {
    await using terminals = Terminals.use()!;
    const { master, path } = terminals.make({ absence: 60_000 });
    terminals.calls.close(terminals.calls.open(path));
    const read = master.read(new Uint8Array(100));
    const again = terminals.calls.open(path);
    terminals.calls.write(again, new TextEncoder().encode("back"));
    assertEquals(await read, 4);
    terminals.calls.close(again);
    master.close();
  },
);

Deno.test({
  name: "hundreds of terminals wait in one thread, and leave no descriptor",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const count = (what: string) => [...Deno.readDirSync(`/proc/self/${what}`)].length;
    const before = count("fd");
    {
      await using terminals = Terminals.use()!;
      const all = Array.from({ length: 200 }, () => raw(terminals));
      const threads = count("task");
      const reads = all.map(({ master }) => receive(master, 5));
      await all[0]!.slave.write(new TextEncoder().encode("first"));
      await reads[0];
      assert(count("task") < threads + 20, "a thread for each");
      for (const { slave } of all.slice(1)) await slave.write(new TextEncoder().encode("later"));
      assertEquals((await Promise.all(reads)).length, 200);
      for (const { master, slave } of all) [master, slave].forEach((each) => each.close());
    }
    assertEquals(count("fd"), before);
  },
});

testOn(
  POSIX,
  NOT_THERE,
  "the modes of a terminal are what they were after they have been given back",
  async () => {
    await using terminals = Terminals.use()!;
    const { master, path } = terminals.make();
    const slave = terminals.calls.open(path);
    const before = terminals.calls.modes(slave);
    const undo = terminals.change(slave, (modes) => modes.setAll(["echo", "icanon", "opost"], false));
    assert(terminals.calls.modes(slave).some((byte, index) => byte !== before[index]));
    undo();
    assertEquals(terminals.calls.modes(slave), before);
    terminals.calls.close(slave);
    master.close();
    undo(); // the terminal has gone
  },
);
