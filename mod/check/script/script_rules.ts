import { ITS_END, NOBODY_THERE } from "../causes/line_causes.ts";
import * as pattern from "../causes/failure_patterns.ts";
import { type Cause, type Rule, seen, when } from "../rule.ts";
import { COMMON_CAUSES as WHY, UNEXPLAINED as SEEN } from "../texts/common_causes.ts";
import { endText } from "../texts/start_texts.ts";
import { SCRIPT_SEEN } from "../texts/script_texts.ts";
import { playScript } from "./play_script.ts";
import { bothLanguages, type Script, type ScriptRule } from "./script.ts";

/** The rules of a script. */
export function scriptRules(script: Script): Rule[] {
  const { transport = "tcp" } = script;
  return script.rules.map((rule): Rule => ({
    id: `${script.id}.${rule.id}`,
    title: bothLanguages(rule.title),
    rule: bothLanguages(rule.rule ?? rule.title),
    source: bothLanguages(rule.sheet ?? script.sheet ?? script.title),
    severity: rule.severity ?? "must",
    needs: (rule.needs ?? []).map((need) => `${script.id}.${need}`),
    causes: causesOf(rule),
    company: clientsOf(rule) > 1,
    probe: (context) => playScript(rule, context, { transport }),
    ...(inPieces(rule)
      ? { control: (context) => playScript(rule, context, { transport, whole: true }) }
      : {}),
  }));
}

/** The signs that tell something whatever the protocol is; then what was seen, in the words of the script. */
function causesOf(rule: ScriptRule): Cause[] {
  return [
    ...NOBODY_THERE,
    when(pattern.killedBy("SIGPIPE"), WHY.sigpipe),
    when(pattern.both(pattern.refused, pattern.servesOne), WHY.oneClient),
    when(pattern.pythonBytes, WHY.pythonBytes),
    when(
      pattern.both(pattern.noLineEnd, ({ expected }) => expected.en.includes('\\n"')),
      SCRIPT_SEEN.noLineEnd,
    ),
    ...ITS_END,
    when(pattern.both(pattern.nothing, pattern.waiting), WHY.notConcurrent),
    when(pattern.both(pattern.answeredEarly, pattern.control("holds")), WHY.answersPieces),
    when(pattern.control("holds"), WHY.oneRecv),
    when(pattern.answeredAtEnd, WHY.answersAtEnd),
    seen(pattern.hasEnded, ({ ended }) => SEEN.ended(endText(ended!))),
    seen(pattern.refused, SEEN.refused),
    ...(rule.hint === undefined ? [] : [seen(() => true, SCRIPT_SEEN.hint(bothLanguages(rule.hint)))]),
    seen(pattern.stillOpen, SCRIPT_SEEN.open),
    seen(({ symptom }) => symptom === "extra", SCRIPT_SEEN.extra),
    seen(pattern.nothing, SCRIPT_SEEN.nothing),
    seen(pattern.hungUp, SEEN.hungUp),
    seen(() => true, SCRIPT_SEEN.different),
  ];
}

function clientsOf({ steps }: ScriptRule): number {
  return steps.flatMap((step) => step.do ?? []).filter(({ connect }) => connect !== undefined).length;
}

/** Whether a line is sent in pieces, which a control in one piece tells more about. */
function inPieces({ steps }: ScriptRule): boolean {
  return steps.flatMap((step) => step.do ?? []).some(({ pieces, line }) =>
    pieces !== undefined && line !== undefined
  );
}
