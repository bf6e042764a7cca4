import { assertEquals } from "@std/assert";
import type { CheckOptions } from "../../mod/check/rule_context.ts";
import { talkRules } from "../../mod/check/rules/talk/talk_rules.ts";
import { runCheck } from "../../mod/check/run_check.ts";
import { TalkServer } from "../../mod/check/targets/talk_server.ts";
import { peerTest } from "../_kit/peers/peer.ts";

const OPTIONS: CheckOptions = {
  seed: 1,
  timeout: 800,
  framing: "line",
  language: "en",
  signal: new AbortController().signal,
};

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
