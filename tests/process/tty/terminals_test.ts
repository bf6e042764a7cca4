import { assert, assertEquals, assertRejects } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { Terminals } from "../../../mod/process/tty/terminals.ts";
import { noise } from "../../_kit/noise.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { POSIX, testOn } from "../../_kit/test_on.ts";
import { rawTerminal as raw, receive } from "./raw_terminal.ts";

const NOT_THERE = "there are no pseudo terminals";

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
    // In a program of its own: other tests open descriptors and threads in this one.
    const script = fromFileUrl(new URL("hundreds_of_terminals.ts", import.meta.url));
    const args = ["run", "-A", "--no-check", "--lock=dev.lock", script];
    const { code, stdout, stderr } = await runCommand(Deno.execPath(), args);
    assertEquals([code, stdout.trim()], [0, "200 terminals have answered"], stderr);
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
