import { anything, exactly, type ExpectedAnswer } from "../probes/answer.ts";
import type { RuleContext } from "../rule_context.ts";
import { RuleViolation } from "../causes/rule_violation.ts";
import { ask, type Dialogue, meet, type Pair, serveOne } from "../probes/dialogue.ts";
import { type Rule, when } from "../rule.ts";
import type { Random } from "../probes/seeded_random.ts";
import * as pattern from "../causes/failure_patterns.ts";
import { COMMON_CAUSES } from "../texts/common_causes.ts";
import { ECHO_CAUSES as WHY, ECHO_TEXTS as TEXTS } from "../texts/echo_texts.ts";
import { EXPECTED, EXPECTED_OF } from "../texts/expected_texts.ts";
import { sheet } from "../texts/source.ts";
import type { ObservedConnection } from "../probes/observed_connection.ts";
import { ManyLines } from "../probes/slow_reader.ts";
import { SLOW_READER_CAUSES as SLOW } from "../texts/slow_reader_texts.ts";
import { DESCRIBED, GENERAL, ITS_END, NOBODY_THERE, TOLD } from "../causes/line_causes.ts";
import { dialogueRules } from "./line_rules.ts";
import { replyRules } from "./reply_rules.ts";

/** Which echo it is to be. */
export interface EchoCheck {
  readonly framing: "line" | "chunk";
  readonly transform: "upper" | "none";
  /** The message that ends the session. */
  readonly end?: string;
  /** The server's first words; the empty text for anything. */
  readonly welcome?: string;
  /** Its answer to everything, after which it closes. */
  readonly reply?: string;
  readonly concurrent: boolean;
}

/** The rules of the echo of sheet 000 (lines, upper case) and of sheet 004 (messages, unchanged). */
export function echoRules(check: EchoCheck): Rule[] {
  const dialogue = echoDialogue(check);
  if (check.reply !== undefined) return replyRules(check.reply, dialogue);
  const [several, ...others] = dialogueRules(dialogue);
  return [
    ...(check.welcome === undefined ? [] : [welcomeRule(dialogue)]),
    firstRule(check, dialogue),
    several!,
    accentsRule(check, dialogue),
    ...(dialogue.mark === "" ? [] : [blanksRule(dialogue)]),
    ...others.map((rule) => rule.id === "echo.split" ? asciiFirst(rule) : rule),
    ...(dialogue.mark === "" ? [] : [emptyRule(dialogue)]),
    unreadRule(dialogue),
    ...(check.end === undefined ? [] : [endRule(check.end, dialogue)]),
  ];
}

/** A letter in the wrong case is not a matter of where the text was cut. */
function asciiFirst(rule: Rule): Rule {
  const ascii = when(pattern.both(pattern.sameButCase, pattern.contains(/[A-Z]/)), WHY.asciiUpper);
  return { ...rule, causes: [ascii, ...rule.causes] };
}

/** The echo as a conversation. */
export function echoDialogue({ framing, transform, welcome, concurrent }: EchoCheck): Dialogue {
  const pair = (text: string): Pair => ({
    ask: text,
    answer: exactly(transform === "upper" ? text.toUpperCase() : text),
  });
  return {
    service: "echo",
    base: transform === "upper" ? "echo.upper" : "echo.mirror",
    accents: "echo.accents",
    source: sheet(framing === "line" ? "000 §2" : "004 §2.2"),
    mark: framing === "line" ? "\n" : "",
    concurrent,
    pair: (random, blanks = "") => pair(`${blanks}${random.word(3)} ${random.word(4)}${blanks}`),
    accented: (random) => pair(accented(random)),
    long: (random) => pair(random.word(9000)),
    greet: (conn) => welcome === undefined ? Promise.resolve() : hearWelcome(conn, welcome),
  };
}

async function hearWelcome(conn: ObservedConnection, welcome: string): Promise<void> {
  const answer: ExpectedAnswer = welcome === ""
    ? anything(EXPECTED.welcome, (line) => line.trim() !== "")
    : exactly(welcome);
  await conn.hear(answer);
}

function accented(random: Random): string {
  return `${random.pick(["été", "élève", "çà et là", "noël"])} ${random.pick(["😀", "🦆", "✓"])} ${
    random.word(3)
  }`;
}

function firstRule(check: EchoCheck, dialogue: Dialogue): Rule {
  const text = check.transform === "upper" ? TEXTS.upper : TEXTS.mirror;
  const wrongCase = check.transform === "upper" ? WHY.unchanged : WHY.notMirrored;
  return {
    id: check.transform === "upper" ? "echo.upper" : "echo.mirror",
    ...text,
    severity: "must",
    causes: [
      ...GENERAL,
      when(pattern.both(pattern.different, pattern.speaksFirst), WHY.speaksFirst),
      when(pattern.sameButCase, wrongCase),
      when(pattern.onlyTrimmed, WHY.blanks),
      when(pattern.around, WHY.addsSomething),
      ...DESCRIBED,
    ],
    probe: (context) => oneExchange(context, dialogue, dialogue.pair(context.random)),
  };
}

function accentsRule({ transform }: EchoCheck, dialogue: Dialogue): Rule {
  const ascii = when(pattern.sameButCase, transform === "upper" ? WHY.asciiUpper : WHY.notMirrored);
  return {
    id: "echo.accents",
    ...TEXTS.accents,
    severity: "must",
    needs: [dialogue.base],
    causes: [
      ...GENERAL,
      ascii,
      when(pattern.onlyAscii, WHY.onlyAscii),
      when(pattern.replaced, COMMON_CAUSES.mojibake),
      when(pattern.strayControls, COMMON_CAUSES.mojibake),
      ...DESCRIBED,
    ],
    probe: (context) => oneExchange(context, dialogue, dialogue.accented(context.random)),
  };
}

async function oneExchange(context: RuleContext, dialogue: Dialogue, pair: Pair): Promise<void> {
  const conn = await meet(context, dialogue);
  await ask(conn, pair, dialogue);
}

function emptyRule(dialogue: Dialogue): Rule {
  return {
    id: "echo.empty_line",
    ...TEXTS.empty,
    severity: "must",
    needs: [dialogue.base],
    // Where a read that ran out of time gives an empty text, that is taken for one.
    after: ["echo.slow"],
    causes: [
      ...GENERAL,
      ...ITS_END,
      when(pattern.both(pattern.nothing, pattern.answersNext), WHY.emptyIgnored),
      when(pattern.both(pattern.hungUp, pattern.nothingBefore), WHY.emptyIsEnd),
      ...DESCRIBED,
    ],
    async probe(context) {
      const conn = await meet(context, dialogue);
      try {
        await ask(conn, { ask: "", answer: exactly("") }, dialogue);
      } catch (error) {
        if (!(error instanceof RuleViolation) || error.symptom !== "silence") throw error;
        // Whether only the empty line is skipped is seen by the next one.
        await ask(conn, dialogue.pair(context.random), dialogue).catch(() => {});
        throw error;
      }
      // Whether a connection carries several questions is another rule's business.
      if (context.nature?.questions !== "one") await ask(conn, dialogue.pair(context.random), dialogue);
    },
  };
}

function blanksRule(dialogue: Dialogue): Rule {
  return {
    id: "echo.blanks",
    ...TEXTS.blanks,
    severity: "must",
    needs: [dialogue.base],
    causes: [...GENERAL, when(pattern.onlyTrimmed, WHY.blanks), ...DESCRIBED],
    probe: (context) => oneExchange(context, dialogue, dialogue.pair(context.random, "  ")),
  };
}

/** A client says more than all buffers on the way hold, and reads the answers afterwards. */
function unreadRule(dialogue: Dialogue): Rule {
  return {
    id: "echo.unread",
    ...TEXTS.unread,
    severity: "must",
    needs: [dialogue.base, "echo.several"],
    after: ["echo.glued", "echo.bytewise", "echo.random"],
    questions: true,
    bulk: true,
    causes: [...NOBODY_THERE, TOLD, when(pattern.crashed, SLOW.dies), ...DESCRIBED],
    async probe(context) {
      const conn = await meet(context, dialogue);
      const lines = new ManyLines(context);
      const goOn = conn.pauseReading();
      await lines.say(conn, context);
      goOn();
      await lines.readSlowly(conn, context);
    },
  };
}

function welcomeRule(dialogue: Dialogue): Rule {
  return {
    id: "echo.welcome",
    ...TEXTS.welcome,
    severity: "must",
    causes: [...GENERAL, ...ITS_END, when(pattern.nothing, WHY.noWelcome), ...DESCRIBED],
    probe: async (context) => void await meet(context, dialogue),
  };
}

function endRule(end: string, dialogue: Dialogue): Rule {
  return {
    id: "echo.end",
    ...TEXTS.end,
    severity: "must",
    needs: [dialogue.base],
    causes: [
      ...GENERAL,
      when(pattern.extra, WHY.endEchoed),
      when(pattern.both(pattern.stillOpen, pattern.answeredBefore), WHY.endIgnored),
      ...DESCRIBED,
    ],
    async probe(context) {
      const conn = await meet(context, dialogue);
      if (context.nature?.questions !== "one") await ask(conn, dialogue.pair(context.random), dialogue);
      await conn.send(end + dialogue.mark);
      await conn.end(EXPECTED_OF.closeAfter(end));
      if (conn.unheard.length > 0) throw new RuleViolation("extra", EXPECTED_OF.notEchoed(end), conn.unheard);
      // With a server of one client, that is over then, the next one is a matter of another rule.
      if (context.nature?.clients !== "one") await serveOne(context, dialogue);
    },
  };
}
