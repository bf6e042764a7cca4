import { assertEquals } from "@std/assert";
import type { CheckOptions } from "../../mod/check/rule_context.ts";
import { talkRules } from "../../mod/check/rules/talk/talk_rules.ts";
import { timeRules } from "../../mod/check/rules/time/time_rules.ts";
import { runCheck } from "../../mod/check/run_check.ts";
import { surveyTalk } from "../../mod/check/survey/survey_talk.ts";
import { ProgramTarget } from "../../mod/check/targets/program_target.ts";
import { TalkServer } from "../../mod/check/targets/talk_server.ts";
import { peerTest } from "../_kit/peers/peer.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { runCommand } from "../_kit/program/run.ts";

/* Programs that are right for certain, because everybody uses them: nothing is found wrong with them. */

const OPTIONS: CheckOptions = {
  seed: 1,
  timeout: 3000,
  framing: "line",
  language: "en",
  signal: new AbortController().signal,
};

peerTest("check talk finds nothing wrong with socat at a terminal", ["socat"], async () => {
  await using target = new TalkServer({
    words: ["socat", "STDIO", "TCP-LISTEN:{port},reuseaddr"],
    signal: OPTIONS.signal,
  });
  const rules = talkRules({ turns: false, side: "server", framing: "line" });
  const results = await Array.fromAsync(runCheck(rules, target, OPTIONS, { survey: surveyTalk }));
  assertEquals(
    results.map(({ outcome, because = "" }) => [outcome, because]),
    rules.map(() => ["passed", ""]),
  );
});

for (const [protocol, service] of [["daytime", "daytime"], ["rfc868", "time"]] as const) {
  peerTest(`check time finds nothing wrong with xinetd's ${service}`, ["xinetd"], async () => {
    using temp = new TempFolder();
    const user = (await runCommand("id", ["-un"])).stdout.trim();
    // It takes its port from its file, which a shell writes at each start.
    const file = `service ${service} { type = INTERNAL UNLISTED
id = it
socket_type = stream
protocol = tcp
user = ${user}
wait = no
port = $1
bind = 127.0.0.1
}`.replace("{ ", "\n{\n");
    const script = `cat > ${temp.path}/$1.conf <<END
${file}
END
exec xinetd -dontfork -f ${temp.path}/$1.conf -pidfile ${temp.path}/$1.pid`;
    await using target = new ProgramTarget({
      words: ["sh", "-c", script, "sh", "{port}"],
      signal: OPTIONS.signal,
    });
    const rules = timeRules({ protocol, framing: "line" });
    const results = await Array.fromAsync(runCheck(rules, target, OPTIONS));
    assertEquals(
      results.map(({ outcome, because = "" }) => [outcome, because]),
      rules.map(() => ["passed", ""]),
    );
  });
}
