import { assertEquals } from "@std/assert";
import type { CheckOptions } from "../../mod/check/rule_context.ts";
import { talkRules } from "../../mod/check/rules/talk/talk_rules.ts";
import { runCheck } from "../../mod/check/run_check.ts";
import { ClientTarget } from "../../mod/check/targets/client_target.ts";
import { FixtureFolder } from "../../mod/check/targets/fixture_folder.ts";
import { ProgramTarget } from "../../mod/check/targets/program_target.ts";
import { TalkServer } from "../../mod/check/targets/talk_server.ts";
import { listen } from "../../mod/net/tcp/listen.ts";
import { peerTest } from "../_kit/peers/peer.ts";
import {
  type BrokenProgram,
  brokenPrograms,
  CLIENT_CHECKS,
  SERVER_CHECKS,
  TOGETHER,
} from "./broken_programs.ts";

const OPTIONS: CheckOptions = {
  seed: 1,
  timeout: 800,
  framing: "line",
  language: "en",
  signal: new AbortController().signal,
};

peerTest(
  "each broken program that waits most of the time is found, with its cause",
  ["python3"],
  async () => {
    const left = (["clients", "servers"] as const).flatMap((side) =>
      brokenPrograms(side).filter(({ kind }) => TOGETHER.has(kind)).map((program) => ({ side, program }))
    );
    const wrong: string[] = [];
    const worker = async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const { side, program } = next;
        const told = await causeIn(program, side);
        if (!told.includes(program.diagnosis)) wrong.push(`${program.name} ${program.rule}: ${told}`);
      }
    };
    await Promise.all([worker(), worker(), worker(), worker(), worker(), worker()]);
    assertEquals(wrong, []);
  },
);

async function causeIn(
  { kind, path, rule }: BrokenProgram,
  side: "clients" | "servers",
): Promise<string> {
  const words = ["python3", path, "{port}"];
  const { signal } = OPTIONS;
  const target = side === "servers" ? new ProgramTarget({ words, signal }) : new ClientTarget({
    listeners: await listen(0, { hostname: "127.0.0.1" }),
    words,
    say: () => {},
    language: "en",
    signal,
  });
  await using _ends = target;
  using fixtures = FixtureFolder.create();
  const rules = target instanceof ClientTarget
    ? CLIENT_CHECKS[kind]!(target, "")
    : SERVER_CHECKS[kind]!.rules(fixtures);
  const [result] = await Array.fromAsync(runCheck(rules.filter(({ id }) => id === rule), target, OPTIONS));
  return result?.because ?? `${result?.outcome}`;
}

peerTest("a server that speaks first where the client begins is told so", ["python3"], async () => {
  const program = `
import socket, sys
s, _ = socket.create_server(("localhost", int(sys.argv[1]))).accept()
lines = s.makefile("r", newline="\\n")
while line := sys.stdin.readline():
    s.sendall(line.encode())
    print(lines.readline(), end="")
`;
  await using target = new TalkServer({
    words: ["python3", "-c", program, "{port}"],
    signal: OPTIONS.signal,
  });
  const rules = talkRules({ turns: true, side: "server", framing: "line" });
  const results = await Array.fromAsync(runCheck(rules, target, OPTIONS));
  const failed = results.filter(({ outcome }) => outcome === "failed");
  assertEquals(failed.map(({ rule, because = "" }) => [rule.id, because.slice(0, 60)]), [
    ["talk.waits", "your program sends although it is the other side's turn: rec"],
  ]);
});
