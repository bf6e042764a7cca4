import { assertEquals } from "@std/assert";
import { StartedProgram } from "../../mod/process/started_program.ts";
import { signalSystem, type StopSignal } from "../../mod/process/stop_signals.ts";
import { netlab, PLAIN } from "../_kit/program/netlab.ts";
import { isAlive } from "../_kit/program/proc.ts";
import { testOn } from "../_kit/test_on.ts";
import { until } from "../_kit/until.ts";

/** The systems on which netlab can be started here: this one, and one where no signal arrives from outside. */
const SYSTEMS = { "here": signalSystem(), "without signals": signalSystem(Deno.build.os, "none") };

function start(args: string[], system = signalSystem(), own = true): StartedProgram {
  const [program, words] = netlab(...args);
  return new StartedProgram({
    program,
    args: words,
    env: { ...PLAIN, ...(system.sends ? {} : { NETLAB_SIGNALS: "none" }) },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    own,
    system,
  });
}

/** Waits until it has said this on standard error, and reads the rest. */
async function hears({ child }: StartedProgram, word: string): Promise<() => Promise<string>> {
  const reader = child.stderr.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes(word)) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`it only said: ${text}`);
    text += value;
  }
  return async () => {
    for (let next = await reader.read(); !next.done; next = await reader.read()) text += next.value;
    return text;
  };
}

async function release(program: StartedProgram): Promise<void> {
  await program.end(0);
  await program.child.stdin.close().catch(() => {/* nobody reads it any more */});
  await program.child.stdout.cancel();
}

for (const [where, system] of Object.entries(SYSTEMS)) {
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const satisfies StopSignal[]) {
    Deno.test(`${where}, a server that is asked by ${signal} ends with 0`, async () => {
      const program = start(["echo", "serve", "0", "--host", "127.0.0.1"], system);
      const rest = await hears(program, "listening on ");
      assertEquals(program.canBeAsked, true);
      program.askToStop(signal);
      assertEquals((await program.child.status).code, 0);
      await rest();
      await release(program);
    });
  }

  Deno.test(`${where}, a server that is asked twice ends at once`, async () => {
    const program = start(["echo", "serve", "0", "--host", "127.0.0.1", "--grace", "600"], system);
    const rest = await hears(program, "listening on ");
    program.askToStop("SIGHUP");
    program.askToStop("SIGTERM");
    // A signal that comes while one of its kind is pending is lost (signal(7))
    const asking = setInterval(() => program.askToStop("SIGTERM"), 100);
    const { code } = await program.child.status;
    clearInterval(asking);
    // Nobody was there who could have kept the server: it may have ended before it heard the second one
    assertEquals([0, 143].includes(code), true);
    await rest();
    await release(program);
  });

  Deno.test(`${where}, a client that is asked ends as the signal would have ended it`, async () => {
    using silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const program = start(["echo", "connect", `127.0.0.1:${silent.addr.port}`], system);
    using _ = await silent.accept();
    program.askToStop("SIGINT");
    assertEquals((await program.child.status).code, 130);
    await program.child.stderr.cancel();
    await release(program);
  });
}

const none = SYSTEMS["without signals"];

Deno.test("end() kills a program that does not do what it is asked", async () => {
  const program = new StartedProgram({
    program: Deno.execPath(),
    args: ["eval", "console.log('up'); while (true);"],
    stdin: "null",
    stdout: "piped",
    stderr: "null",
    own: true,
    system: none,
  });
  const reader = program.child.stdout.getReader();
  await reader.read();
  const status = await program.end(50);
  assertEquals(status.success, false);
  await reader.cancel();
});

Deno.test("a foreign program cannot be asked where there are no signals, and is not disturbed", async () => {
  const program = new StartedProgram({
    program: Deno.execPath(),
    args: [
      "eval",
      "console.log(Deno.env.get('NETLAB_STOP_CHANNEL')); await Deno.stdin.read(new Uint8Array(1));",
    ],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
    own: false,
    system: none,
  });
  program.askToStop();
  const reader = program.child.stdout.getReader();
  assertEquals(new TextDecoder().decode((await reader.read()).value).trim(), "undefined");
  assertEquals(program.canBeAsked, false);
  await program.child.stdin.close();
  assertEquals((await program.child.status).code, 0);
  await reader.cancel();
  await program.end(0);
});

Deno.test("what netlab starts does not get the channel that netlab is asked over", async () => {
  const shown = Deno.build.os === "windows" ? "set" : "env";
  const program = start(["relay", "-u", `SYSTEM:${shown}`, "STDOUT"], none);
  const output = await new Response(program.child.stdout).text();
  assertEquals(/NETLAB_SIGNALS=none/.test(output), true, output);
  assertEquals(/NETLAB_STOP_CHANNEL/.test(output), false);
  await program.child.stderr.cancel();
  await program.end(0);
  await program.child.stdin.close().catch(() => {/* nobody reads it any more */});
});

Deno.test("a program that can be asked ends when the one that has started it is killed", async () => {
  const [program, words] = netlab("echo", "serve", "0", "--host", "127.0.0.1");
  const module = (name: string) => JSON.stringify(new URL(`../../${name}.ts`, import.meta.url).href);
  const source = `
    import { StopChannel } from ${module("mod/process/stop_channel")};
    import { until } from ${module("tests/_kit/until")};
    const channel = new StopChannel();
    const port = Number(channel.env.NETLAB_STOP_CHANNEL.split(":")[0]);
    const child = new Deno.Command(${JSON.stringify(program)}, {
      args: ${JSON.stringify(words)}, env: channel.env, stdin: "null", stdout: "null", stderr: "piped",
    }).spawn();
    await child.stderr.getReader().read();
    // Once the program has come, nobody else can
    await until(() => Deno.connect({ hostname: "127.0.0.1", port }).then((conn) => conn.close(), () => true));
    console.log(child.pid);
    setInterval(() => {}, 1000);`;
  const parent = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "-"],
    env: { ...PLAIN },
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const writer = parent.stdin.getWriter();
  await writer.write(new TextEncoder().encode(source));
  await writer.close();
  const reader = parent.stdout.getReader();
  const pid = Number(new TextDecoder().decode((await reader.read()).value));
  parent.kill("SIGKILL");
  await parent.status;
  await until(() => !isAlive(pid));
  await reader.cancel();
});

testOn(
  ["linux"],
  "only there a session is a way out of a group",
  "a child that has left its parent's group ends with it",
  async () => {
    const program = new StartedProgram({
      program: "python3",
      args: [
        "-c",
        "import os, sys, time; pid = os.fork(); pid == 0 and os.setsid(); pid == 0 and print(os.getpid(), flush=True); time.sleep(600)",
      ],
      stdin: "null",
      stdout: "piped",
      stderr: "null",
      own: false,
      group: true,
    });
    const lines = program.child.stdout.pipeThrough(new TextDecoderStream());
    let said = "";
    for await (const piece of lines.values({ preventCancel: true })) {
      if ((said += piece).endsWith("\n")) break;
    }
    await program.end(5_000);
    await until(() => !isAlive(Number(said)));
    await lines.cancel();
  },
);
