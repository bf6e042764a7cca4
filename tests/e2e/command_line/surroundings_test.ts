import { assertEquals, assertMatch } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab, PLAIN } from "../../_kit/program/netlab.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { freePort } from "../../_kit/net/free_port.ts";
import { pause } from "../../_kit/until.ts";
/**
 * Surroundings that a server does not choose: how a shell makes them, `%` being the program; and the
 * environment.
 */
const SURROUNDINGS: Readonly<Record<string, readonly [shell: string, env?: Record<string, string>]>> = {
  "standard input closed": ["exec % <&-"],
  "standard output closed": ["exec % >&-"],
  "standard error closed": ["exec % 2>&-"],
  "all three closed": ["exec % <&- >&- 2>&-"],
  "a full disk for its log": ["exec % 2>/dev/full"],
  "nobody who reads its log": ["% 2>&1 | true"],
  "no HOME": ["unset HOME; exec %"],
  "a HOME and TMPDIR that are nowhere": ["exec %", { HOME: "/nowhere", TMPDIR: "/nowhere" }],
  "a time zone that is none": ["exec %", { TZ: "Mars/Phobos" }],
  "a language that is none": ["exec %", { LC_ALL: "xx_YY.KOI8-R", LANG: "../../etc" }],
  "a terminal that is none": ["exec %", { TERM: "nothing", COLUMNS: "-3" }],
  "an umask that forbids all": ["umask 777; exec %"],
  "32 descriptors": ["ulimit -n 32; exec %"],
  // From source the runtime writes its caches before netlab begins
  ...(Deno.env.get("NETLAB_BIN") === undefined
    ? {}
    : { "no room for any file": ["ulimit -f 0; exec %"] as const }),
};

peerTest("a server serves in whatever surroundings it is started", ["sh", "kill"], async () => {
  const wrong: string[] = [];
  const tries = Object.entries(SURROUNDINGS).map(([what, [shell, env]]) => async () => {
    const port = freePort();
    const [command, args] = netlab("echo", "serve", String(port), "--host", "127.0.0.1", "--trace");
    const program = [command, ...args].map((word) => `'${word}'`).join(" ");
    const child = new Deno.Command("sh", {
      args: ["-c", shell.replace("%", program)],
      env: { ...PLAIN, ...env },
      stdin: "null",
      stdout: "null",
      stderr: "null",
      detached: true,
    }).spawn();
    try {
      for (const _ of [1, 2, 3]) assertEquals(await echoed(port), "HELLO\n");
    } catch (error) {
      wrong.push(`${what}: ${(error as Error).message}`);
    }
    try {
      Deno.kill(-child.pid, "SIGTERM");
    } catch {
      // It has ended: its exit code tells
    }
    const { code } = await child.status;
    // A pipeline ends with its last program, and the shell by the signal
    if (code !== 0 && !shell.includes("|")) wrong.push(`${what}: ended with ${code}`);
  });
  for (let at = 0; at < tries.length; at += 4) {
    await Promise.all(tries.slice(at, at + 4).map((attempt) => attempt()));
  }
  assertEquals(wrong, []);
});

peerTest("what cannot be written to standard output is one sentence, and exit code 1", ["sh"], async () => {
  for (const args of [["--version"], ["help", "modes"], ["lab", "show", "E1"], ["completions", "bash"]]) {
    const [command, first] = netlab(...args);
    const program = [command, ...first].map((word) => `'${word}'`).join(" ");
    const { code, stderr } = await runCommand("sh", ["-c", `exec ${program} > /dev/full`]);
    assertEquals(code, 1);
    assertMatch(
      stderr,
      /^netlab: Cannot write to standard output: No space left on device\n$/,
    );
  }
});

async function echoed(port: number): Promise<string> {
  for (let tries = 0;; tries++) {
    try {
      using conn = await Deno.connect({ hostname: "127.0.0.1", port });
      await conn.write(new TextEncoder().encode("hello\n"));
      const buffer = new Uint8Array(10);
      return new TextDecoder().decode(buffer.subarray(0, await conn.read(buffer) ?? 0));
    } catch (error) {
      if (tries === 200) throw error;
      await pause(100);
    }
  }
}
