import { assertEquals } from "@std/assert";
import { descendants, isAlive } from "../../_kit/program/proc.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab, PLAIN } from "../../_kit/program/netlab.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { until } from "../../_kit/until.ts";
import { readUntil } from "../../_kit/read_until.ts";

/** A program that obeys nothing and reads nothing. */
const STUBBORN = "trap '' TERM HUP INT; while :; do sleep 1; done";

interface Case {
  readonly args: readonly string[];
  /** How many descendants there must be before it is killed. */
  readonly family: number;
  /** What is typed, if anything has to be. */
  readonly typed?: string;
  /** What a client says first; `undefined` when no client is needed. */
  readonly said?: string;
  /** Whether its family is stopped before, so that it can look after nothing. */
  readonly stopped?: boolean;
}

const CASES: Readonly<Record<string, Case>> = {
  "a child of --mode process that waits": {
    args: ["echo", "serve", "0", "--mode", "process"],
    family: 1,
    said: "hello\n",
  },
  "a child of --mode process that is stopped": {
    args: ["echo", "serve", "0", "--mode", "process"],
    family: 1,
    said: "hello\n",
    stopped: true,
  },
  "a child of --mode process that computes": {
    args: ["lab", "serve", "0", "--mode", "process"],
    family: 1,
    said: "work 100000000\n",
  },
  "a program of EXEC": {
    args: ["relay", "-d", "-d", "TCP-LISTEN:0,fork", "EXEC:sleep 1000"],
    family: 1,
    said: "x",
  },
  "a program of EXEC with setsid": {
    args: ["relay", "-d", "-d", "TCP-LISTEN:0,fork", "EXEC:sleep 1000,setsid"],
    family: 1,
    said: "x",
  },
  "the programs of SYSTEM": {
    args: ["relay", "-d", "-d", "TCP-LISTEN:0,fork", "SYSTEM:sleep 1000 | sleep 1001; true"],
    family: 3,
    said: "x",
  },
  "a program that obeys nothing": {
    args: ["relay", "-d", "-d", "TCP-LISTEN:0,fork", `SYSTEM:${STUBBORN}`],
    family: 2,
    said: "x",
  },
  "a program under check": {
    args: ["check", "echo", "--timeout", "60", "--run", `sh -c "${STUBBORN}" {port}`],
    family: 2,
  },
  "the roles of an exercise": { args: ["lab", "run", "E1", "--pause"], family: 1, typed: "\n" },
  "a server that is measured": { args: ["lab", "modes", "--mode", "process", "--seconds", "60"], family: 2 },
};

for (const [what, { args, family, typed, said, stopped }] of Object.entries(CASES)) {
  peerTest(`kill -9 takes ${what} along`, ["sh"], async () => {
    using temp = new TempFolder();
    const [command, words] = netlab(...args);
    const parent = new Deno.Command(command, {
      args: words,
      cwd: temp.path,
      env: { ...PLAIN },
      stdin: "piped",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const heard = parent.stderr.pipeThrough(new TextDecoderStream()).getReader();
    const keyboard = parent.stdin.getWriter();
    if (typed !== undefined) await keyboard.write(new TextEncoder().encode(typed));
    let client: Deno.Conn | undefined;
    if (said !== undefined) {
      const text = await readUntil(heard, /listening on .*:\d+( \(|\n)/);
      client = await Deno.connect({
        hostname: "127.0.0.1",
        port: Number(/:(\d+)( \(|\n|$)/m.exec(text)![1]),
      });
      await client.write(new TextEncoder().encode(said));
    }
    // The guard, a shell, is one of them
    await until(() =>
      relatives(parent.pid).length >= family + (args[0] === "echo" || args[1] === "serve" ? 0 : 1)
    );
    // Nobody's line to the guard is still on its way
    await new Promise((wake) => setTimeout(wake, 300));
    const before = relatives(parent.pid);
    if (stopped) before.forEach((pid) => Deno.kill(pid, "SIGSTOP"));
    parent.kill("SIGKILL");
    await parent.status;
    await until(() => !before.some(isAlive));
    client?.close();
    await keyboard.abort().catch(() => {/* nobody reads it any more */});
    await heard.cancel();
    assertEquals(before.filter(isAlive), []);
  });
}

function relatives(pid: number): number[] {
  return descendants(pid).filter(isAlive);
}
