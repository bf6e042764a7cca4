import { assertEquals, assertStringIncludes } from "@std/assert";
import type { CheckOptions } from "../../mod/check/rule_context.ts";
import { echoDialogue, echoRules } from "../../mod/check/rules/echo_rules.ts";
import { runCheck } from "../../mod/check/run_check.ts";
import { surveyDialogue } from "../../mod/check/survey/survey_dialogue.ts";
import type { Nature } from "../../mod/check/survey/nature.ts";
import { ProgramTarget } from "../../mod/check/targets/program_target.ts";
import { natureText } from "../../mod/check/texts/nature_texts.ts";
import { peerTest } from "../_kit/peers/peer.ts";
import { TempFolder } from "../_kit/temp_folder.ts";

const { signal } = new AbortController();
const OPTIONS: CheckOptions = { seed: 1, timeout: 1000, framing: "line", language: "en", signal };
const ECHO = { framing: "line", transform: "none", concurrent: false } as const;

const HEAD = `import socket, sys, threading
door = socket.create_server(("", int(sys.argv[1])))
def serve(conn):
    for line in conn.makefile("rb"):
        conn.sendall(line)
    conn.close()
`;

/** Right echoes of different natures, and the sentence about each. */
const NATURES: readonly [program: string, sentence: string][] = [
  [
    `${HEAD}while True: serve(door.accept()[0])`,
    "It answers several questions on a connection and serves one client after another.",
  ],
  [
    `${HEAD}while True: threading.Thread(target=serve, args=(door.accept()[0],), daemon=True).start()`,
    "It answers several questions on a connection and serves several clients at once.",
  ],
  [
    `${HEAD}serve(door.accept()[0])`,
    "It answers several questions on a connection, serves one client and ends by itself after it (exit status 0).",
  ],
  [
    `${HEAD}while True:
    conn, _ = door.accept()
    with conn, conn.makefile("rb") as lines: conn.sendall(lines.readline())`,
    "It answers one question on a connection and serves one client after another.",
  ],
];

for (const [source, sentence] of NATURES) {
  peerTest(`check finds out what a program is: ${sentence}`, ["python3"], async () => {
    using temp = new TempFolder();
    temp.write("server.py", source);
    await using target = new ProgramTarget({
      words: ["python3", `${temp.path}/server.py`, "{port}"],
      signal,
    });
    const nature = await surveyDialogue(echoDialogue(ECHO))(target, OPTIONS);
    assertEquals(nature && natureText(nature).en, sentence);
  });
}

peerTest(
  "check tells a server that ends after its client so, once, and blames nothing else",
  ["python3"],
  async () => {
    using temp = new TempFolder();
    temp.write("server.py", `${HEAD}serve(door.accept()[0])`);
    await using target = new ProgramTarget({
      words: ["python3", `${temp.path}/server.py`, "{port}"],
      signal,
    });
    const survey = surveyDialogue(echoDialogue(ECHO));
    const natures: Nature[] = [];
    const surveyed = (nature: Nature) => natures.push(nature);
    const results = await Array.fromAsync(runCheck(echoRules(ECHO), target, OPTIONS, { survey, surveyed }));
    assertEquals(natures.map(({ clients }) => clients), ["one"]);
    const failed = results.filter(({ outcome }) => outcome === "failed");
    assertEquals(failed.map(({ rule }) => rule.id), ["echo.next_client"]);
    assertStringIncludes(failed[0]!.because!, "serves one client and is over then (exit status 0)");
  },
);

const UNREACHABLE: readonly [what: string, program: string, seen: string, cause: string][] = [
  ["ends", "raise SystemExit('no')", "exit status 1", "ends as soon as it has started"],
  [
    "listens on a port of its own",
    "import socket, time; door = socket.create_server(('127.0.0.1', 0)); time.sleep(60)",
    "it listens on TCP 127.0.0.1:",
    "listens on another port or address than it was told",
  ],
];
for (const [what, program, seen, cause] of UNREACHABLE) {
  const test = async () => {
    await using target = new ProgramTarget({ words: ["python3", "-c", program, "{port}"], signal });
    const [result] = await Array.fromAsync(runCheck(echoRules(ECHO).slice(0, 1), target, OPTIONS));
    assertStringIncludes(result?.failure?.why ?? "", seen);
    assertStringIncludes(result?.because ?? "", cause);
  };
  if (Deno.build.os === "linux") {
    peerTest(`check says of a server that ${what} what was seen of it`, ["python3"], test);
  }
}
