import { assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl } from "@std/path";
import type { CheckOptions } from "../../../mod/check/rule_context.ts";
import { clientRules } from "../../../mod/check/rules/client_rules.ts";
import { talkRules } from "../../../mod/check/rules/talk/talk_rules.ts";
import type { Result } from "../../../mod/check/reports/report.ts";
import type { Nature } from "../../../mod/check/survey/nature.ts";
import { surveyTalk } from "../../../mod/check/survey/survey_talk.ts";
import { runCheck } from "../../../mod/check/run_check.ts";
import { ClientTarget } from "../../../mod/check/targets/client_target.ts";
import { listen } from "../../../mod/net/tcp/listen.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/*
Right clients that rely on their terminal: what they print without a flush, or edit as a line, is on the screen when
a person would see it. Nothing is said of them.
*/
const RIGHT: readonly (readonly [peer: string, program: string])[] = [
  ["gcc", "printf.c"],
  ["python3", "ask.py"],
  ["node", "readline.js"],
];

const said = (text: string) => ({ text, answer: text.toUpperCase() });
const TALK = {
  service: "echo",
  typed: [said("bonjour"), said("à demain")],
  accented: "ÇA ALORS 🦆",
  mark: "\n",
  turns: true,
} as const;
const OPTIONS: CheckOptions = {
  seed: 1,
  timeout: 3000,
  framing: "line",
  language: "en",
  signal: new AbortController().signal,
};

for (const [peer, program] of RIGHT) {
  peerTest(`check of ${program}, a client that is right at a terminal`, [peer], async () => {
    await using client = await Client.of(peer, program);
    const { target } = client;
    const results = await Array.fromAsync(runCheck(clientRules(target, TALK), target, OPTIONS));
    nothingIsSaidOf(results);
  });
}

peerTest("check of talk.c, which prints without a flush: right at a terminal", ["gcc"], async () => {
  await using client = await Client.of("gcc", "talk.c");
  const rules = talkRules({ turns: false, side: "client", framing: "line" });
  const results = await Array.fromAsync(runCheck(rules, client.target, OPTIONS, { survey: surveyTalk }));
  nothingIsSaidOf(results);
});

peerTest("between pipes, what talk.c keeps in its buffer is not held against it", ["gcc"], async () => {
  await using client = await Client.of("gcc", "talk.c", false);
  const rules = talkRules({ turns: false, side: "client", framing: "line" }).filter(({ id }) =>
    ["talk.typed", "talk.shown"].includes(id)
  );
  const options = { ...OPTIONS, timeout: 300 };
  const results = await Array.fromAsync(runCheck(rules, client.target, options));
  assertEquals(results.map(({ outcome, because = "" }) => [outcome, because.slice(0, 60)]), [
    ["passed", ""],
    ["skipped", "what it shows came out only when it ended, since its output "],
  ]);
});

peerTest(
  "check --framing chunk of a talk in the style of sheet 004, which is right",
  ["python3"],
  async () => {
    await using client = await Client.of("python3", "talk_sheet.py");
    const rules = talkRules({ turns: false, side: "client", framing: "chunk", end: "fin" });
    const options = { ...OPTIONS, framing: "chunk" } as const;
    const results = await Array.fromAsync(runCheck(rules, client.target, options, { survey: surveyTalk }));
    nothingIsSaidOf(results);
  },
);

peerTest(
  "check talk gives a name to a program that asks for one before it connects",
  ["python3"],
  async () => {
    await using client = await Client.of("python3", "talk_named.py");
    const rules = talkRules({ turns: false, side: "client", framing: "line" }).filter(({ id }) =>
      id === "talk.typed"
    );
    let asks: boolean | undefined;
    const survey = { survey: surveyTalk, surveyed: (nature: Nature) => void (asks = nature.talk?.asks) };
    const [result] = await Array.fromAsync(runCheck(rules, client.target, OPTIONS, survey));
    assertEquals([asks, result?.failure], [true, undefined]);
    assertStringIncludes(result?.notes[0] ?? "", "Ginette> ");
  },
);

function nothingIsSaidOf(results: readonly Result[]): void {
  assertEquals(
    results.map(({ rule, outcome, because = "", notes }) => [rule.id, outcome, because, ...notes]),
    results.map(({ rule }) => [rule.id, "passed", ""]),
  );
}

/** A client that is compiled, if need be, and started when it is needed. */
class Client implements AsyncDisposable {
  readonly target: ClientTarget;
  readonly #temp: TempFolder;

  private constructor(target: ClientTarget, temp: TempFolder) {
    [this.target, this.#temp] = [target, temp];
  }

  static async of(peer: string, program: string, terminal = true): Promise<Client> {
    const temp = new TempFolder();
    const source = fromFileUrl(new URL(`clients/${program}`, import.meta.url));
    const target = new ClientTarget({
      listeners: await listen(0, { hostname: "127.0.0.1" }),
      words: [...await commandOf(peer, source, temp), "127.0.0.1", "{port}"],
      terminal,
      say: () => {},
      language: "en",
      signal: OPTIONS.signal,
    });
    return new Client(target, temp);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.target[Symbol.asyncDispose]();
    this.#temp[Symbol.dispose]();
  }
}

async function commandOf(peer: string, source: string, temp: TempFolder): Promise<string[]> {
  if (peer !== "gcc") return [peer, source];
  const { code, stderr } = await runCommand("gcc", ["-O1", "-o", `${temp.path}/client`, source]);
  assertEquals(code, 0, stderr);
  return [`${temp.path}/client`];
}
