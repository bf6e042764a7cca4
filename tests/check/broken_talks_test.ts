import { assertEquals } from "@std/assert";
import type { CheckOptions } from "../../mod/check/rule_context.ts";
import { talkRules } from "../../mod/check/rules/talk/talk_rules.ts";
import { runCheck } from "../../mod/check/run_check.ts";
import { ClientTarget } from "../../mod/check/targets/client_target.ts";
import { TalkServer } from "../../mod/check/targets/talk_server.ts";
import { listen } from "../../mod/net/tcp/listen.ts";
import { peerTest } from "../_kit/peers/peer.ts";
import { type BrokenProgram, brokenPrograms, CLIENT_CHECKS } from "./broken_programs.ts";

const OPTIONS: CheckOptions = {
  seed: 1,
  timeout: 900,
  framing: "line",
  language: "en",
  signal: new AbortController().signal,
};

/** They wait for what does not come, most of the time: several at once take no longer than one. */
peerTest("each broken talk is found, with its cause", ["python3"], async () => {
  const left = brokenPrograms("clients").filter(({ kind }) => kind.startsWith("talk"));
  const wrong: string[] = [];
  const worker = async () => {
    for (let program = left.shift(); program !== undefined; program = left.shift()) {
      const told = await causeIn(program);
      if (!told.includes(program.diagnosis)) wrong.push(`${program.name} ${program.rule}: ${told}`);
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  assertEquals(wrong, []);
});

async function causeIn({ kind, path, rule }: BrokenProgram): Promise<string> {
  await using target = new ClientTarget({
    listeners: await listen(0, { hostname: "127.0.0.1" }),
    words: ["python3", path, "{port}"],
    say: () => {},
    language: "en",
    signal: OPTIONS.signal,
  });
  const one = CLIENT_CHECKS[kind]!(target, "").filter(({ id }) => id === rule);
  const [result] = await Array.fromAsync(runCheck(one, target, OPTIONS));
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
