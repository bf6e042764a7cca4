import { DESCRIBED as DESCRIBED_LINES, ITS_END, NOBODY_THERE } from "../../causes/line_causes.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { type Cause, type Rule, type RuleText, seen, when } from "../../rule.ts";
import type { RuleContext } from "../../rule_context.ts";
import type { ServedSite } from "../../survey/nature.ts";
import type { FixtureFolder } from "../../targets/fixture_folder.ts";
import { RuleSkipped } from "../../causes/rule_violation.ts";
import { COMMON_CAUSES } from "../../texts/common_causes.ts";
import { HTTP_CAUSES as WHY, HTTP_SEEN as SEEN, HTTP_SKIPPED as SKIPPED } from "../../texts/http_causes.ts";
import * as web from "./http_patterns.ts";

/** How a web server is to be. */
export interface HttpCheck {
  /** The folder with the known files; without it only what needs none can be tried. */
  readonly fixtures?: FixtureFolder | undefined;
  /** Whether it was told that folder, so that it cannot have pages of its own. */
  readonly told: boolean;
  /** The path of the one page that is asked of it, such as `/`; by default it is asked for files, too. */
  readonly page?: string | undefined;
  /** Whether several clients have to be served at once. */
  readonly concurrent: boolean;
}

/** The settings of a rule. */
export interface HttpRuleOptions {
  readonly severity?: Rule["severity"];
  /** The rules that it needs, by the last part of their ids. */
  readonly needs?: readonly string[];
  /** Whether it is about several clients. @default false */
  readonly company?: boolean;
  /** Whether it is about several requests on a connection. @default false */
  readonly questions?: boolean;
  readonly control?: Rule["control"];
}

/** A rule of a web server. */
export function httpRule(
  id: string,
  text: RuleText,
  causes: readonly Cause[],
  probe: Rule["probe"],
  { severity = "must", needs = [], company = false, questions = false, control }: HttpRuleOptions = {},
): Rule {
  return {
    id: `http.${id}`,
    ...text,
    severity,
    needs: needs.map((need) => `http.${need}`),
    causes: [...GENERAL, ...causes, ...MESSAGE, ...DESCRIBED],
    company,
    questions,
    probe,
    ...(control === undefined ? {} : { control }),
  };
}

/** What the server serves, as far as that is known. */
export function servedBy({ nature }: RuleContext, { fixtures, told, page }: HttpCheck): ServedSite {
  if (page !== undefined) return "one_page";
  if (fixtures === undefined) return nature?.web?.site === "one_page" ? "one_page" : "own_pages";
  return told ? "folder" : nature?.web?.site ?? "folder";
}

/** @throws {RuleSkipped} where the server does not serve the folder with the known files. */
export function needsFolder(context: RuleContext, check: HttpCheck): void {
  const site = servedBy(context, check);
  if (site === "one_page") throw new RuleSkipped(SKIPPED.onePage);
  if (site !== "own_pages") return;
  throw new RuleSkipped(context.target.ours ? SKIPPED.ownPages : SKIPPED.needsFolder);
}

const GENERAL: readonly Cause[] = [
  ...NOBODY_THERE,
  when(pattern.both(pattern.gone, pattern.servesOne), COMMON_CAUSES.oneClient),
];

/** A message that is not whole, under any rule. */
const MESSAGE: readonly Cause[] = [
  when(pattern.both(pattern.misses("end of the head"), web.saidSomething), WHY.noEmptyLine),
  ...ITS_END,
  when(pattern.both(pattern.stillOpen, pattern.misses("end of the body")), WHY.noLength),
  when(pattern.both(pattern.misses("size"), pattern.different), WHY.lengthNumber),
  when(pattern.both(pattern.misses("chunk"), pattern.different), WHY.chunkForm),
  when(pattern.misses("chunk"), WHY.lastChunk),
  when(pattern.both(pattern.extra, pattern.contains(/^HTTP\/\d/)), WHY.secondAnswer),
  when(pattern.extra, WHY.more),
];

const DESCRIBED: readonly Cause[] = [
  seen(web.otherStatus, SEEN.status),
  when(pattern.answeredAtEnd, COMMON_CAUSES.answersAtEnd),
  seen(pattern.nothing, SEEN.nothing),
  ...DESCRIBED_LINES,
];
