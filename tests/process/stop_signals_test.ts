import { assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { SignalExit } from "../../mod/cli/command_context.ts";
import { SIGNAL_NUMBERS, signalSystem, type StopSignal, timeLeft } from "../../mod/process/stop_signals.ts";

/** What each system hears, whether one process can ask another, and how long a closed terminal leaves. */
const SYSTEMS: readonly [
  os: string,
  chosen: string | undefined,
  stops: StopSignal[],
  sends: boolean,
  hangupTime: number,
][] = [
  ["linux", undefined, ["SIGINT", "SIGTERM", "SIGHUP"], true, Infinity],
  ["darwin", undefined, ["SIGINT", "SIGTERM", "SIGHUP"], true, Infinity],
  ["freebsd", undefined, ["SIGINT", "SIGTERM", "SIGHUP"], true, Infinity],
  ["windows", undefined, ["SIGINT", "SIGBREAK", "SIGHUP"], false, 5000],
  ["windows", "none", ["SIGINT", "SIGBREAK", "SIGHUP"], false, 5000],
  ["linux", "none", ["SIGINT", "SIGHUP"], false, Infinity],
  ["linux", "some", ["SIGINT", "SIGTERM", "SIGHUP"], true, Infinity],
];

for (const [os, chosen, stops, sends, hangupTime] of SYSTEMS) {
  Deno.test(`signalSystem() of ${os} with NETLAB_SIGNALS=${chosen ?? ""}`, () => {
    assertEquals(signalSystem(os, chosen), { stops, sends, hangupTime });
  });
}

Deno.test("the runtime hears every signal that stops a program here", () => {
  for (const name of signalSystem().stops) {
    const listener = () => {};
    Deno.addSignalListener(name, listener);
    Deno.removeSignalListener(name, listener);
  }
});

Deno.test("SignalExit has the exit code that shells have for each signal", () => {
  const codes = Object.keys(SIGNAL_NUMBERS).map((name) => new SignalExit(name as StopSignal).exitCode);
  assertEquals(codes, [129, 130, 143, 149]);
});

Deno.test("timeLeft() is what the reason says, and no limit for any other reason", () => {
  assertEquals(timeLeft(new SignalExit("SIGHUP", 5000)), 5000);
  for (
    const reason of [new SignalExit("SIGHUP"), undefined, null, "late", { timeLeft: "5" }, new Error("x")]
  ) {
    assertEquals(timeLeft(reason), Infinity);
  }
});

Deno.test("one place listens for signals, and knows what a system has not", async () => {
  const root = fromFileUrl(new URL("../../", import.meta.url));
  const found: string[] = [];
  for (const folder of ["mod", "commands", "soak", "bench", "examples"]) {
    for await (const path of sources(join(root, folder))) {
      const text = await Deno.readTextFile(path);
      if (/\b(add|remove)SignalListener\(/.test(text)) {
        found.push(path.slice(root.length).replaceAll("\\", "/"));
      }
    }
  }
  assertEquals(found, ["mod/process/listen_for_signal.ts"]);
});

async function* sources(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory && name !== "node_modules") yield* sources(path);
    else if (name.endsWith(".ts")) yield path;
  }
}
