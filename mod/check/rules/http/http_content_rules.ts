import * as pattern from "../../causes/failure_patterns.ts";
import { ITS_END } from "../../causes/line_causes.ts";
import { RuleSkipped, RuleViolation } from "../../causes/rule_violation.ts";
import { headBytes } from "../../probes/http/http_head.ts";
import { hearResponse } from "../../probes/http/http_response.ts";
import { type Cause, type Rule, seen, when } from "../../rule.ts";
import type { RuleContext } from "../../rule_context.ts";
import {
  ACCENTED_FILE,
  EMPTY_FILE,
  FOLDER,
  IMAGE_FILE,
  INDEX_FILE,
  type KnownFile,
  LARGE_FILE,
  PLAIN_FILE,
  TEXT_FILE,
} from "../../targets/fixture_folder.ts";
import { COMMON_CAUSES, UNEXPLAINED } from "../../texts/common_causes.ts";
import {
  HTTP_CAUSES as WHY,
  HTTP_NOTES as NOTES,
  HTTP_SEEN as SEEN,
  HTTP_SKIPPED as SKIPPED,
} from "../../texts/http_causes.ts";
import { HTTP_EXPECTED as EXPECTED, HTTP_EXPECTED_OF as OF } from "../../texts/http_expected.ts";
import { HTTP_TEXTS as TEXTS } from "../../texts/http_texts.ts";
import { asked, expectSample, fetchKnownFile, pathOf, unknownPath } from "./http_exchange.ts";
import * as web from "./http_patterns.ts";
import { type HttpCheck, httpRule as rule, needsFolder, servedBy } from "./http_rule.ts";

/** The rules about how the files of a folder arrive. */
export function httpContentRules(check: HttpCheck): Rule[] {
  const needs = ["length", "text"];
  const severity = "should";
  const get = (file: KnownFile, path?: string) => async (context: RuleContext) => {
    needsFolder(context, check);
    await fetchKnownFile(context, file, path === undefined ? {} : { path });
  };
  return [
    rule(
      "text",
      TEXTS.text,
      [
        when(pattern.both(web.otherStatus, pattern.control("holds")), WHY.leadingSlash),
        ...ITS_END,
        seen(web.otherStatus, SEEN.notServed),
        ...content(PLAIN_FILE),
      ],
      get(PLAIN_FILE),
      {
        needs: ["length"],
        control: async (context) => {
          await fetchKnownFile(context, PLAIN_FILE, { path: `${check.fixtures?.dir}${pathOf(PLAIN_FILE)}` });
        },
      },
    ),
    rule(
      "accents",
      TEXTS.accents,
      [when(web.characters, WHY.characters), ...content(TEXT_FILE)],
      get(TEXT_FILE),
      { needs },
    ),
    rule(
      "binary",
      TEXTS.binary,
      [
        when(pattern.decodeError, WHY.binaryDied),
        when(web.endsAtZero, WHY.zeroByte),
        when(web.asText, WHY.textMode),
        ...ITS_END,
        seen(pattern.hungUp, UNEXPLAINED.onlyTexts),
        ...content(IMAGE_FILE),
      ],
      get(IMAGE_FILE),
      { needs },
    ),
    rule("large", TEXTS.large, content(LARGE_FILE), get(LARGE_FILE), { needs: [...needs, "binary"] }),
    rule("empty", TEXTS.empty, [seen(web.otherStatus, SEEN.status)], get(EMPTY_FILE), { needs, severity }),
    rule("index", TEXTS.index, [when(web.otherStatus, WHY.noIndex)], (context) => index(context, check), {
      needs,
      severity,
    }),
    rule(
      "query",
      TEXTS.query,
      [when(web.otherStatus, WHY.query)],
      get(PLAIN_FILE, `${pathOf(PLAIN_FILE)}?page=2&lang=fr`),
      { needs, severity },
    ),
    rule("escapes", TEXTS.escapes, [
      when(pattern.both(web.otherStatus, ({ expected }) => expected.en.includes(ESCAPED)), WHY.escapes),
      seen(web.otherStatus, SEEN.accentedName),
    ], async (context) => {
      // Of what needs no escape first: a system may have no way to open a name with accents.
      await get(PLAIN_FILE, ESCAPED)(context);
      await get(ACCENTED_FILE)(context);
    }, { needs, severity }),
    rule("folder", TEXTS.folder, [], async (context) => {
      needsFolder(context, check);
      await hearResponse(await asked(context, `/${FOLDER}`));
      await expectSample(context, check);
    }, { needs, severity }),
    ...missingRules(check),
  ];
}

/** The path of the plain file, with escapes that it could do without. */
const ESCAPED = pathOf(PLAIN_FILE).replaceAll("-", "%2D");

/** The rules about paths that lead to no file. */
function missingRules(check: HttpCheck): Rule[] {
  const needs = ["length", "text"];
  return [
    rule("not_found", TEXTS.notFound, [
      when(web.statusIs(/^2/), WHY.okInsteadOf404),
      when(web.otherStatus, WHY.otherThan404),
      when(pattern.both(pattern.crashed, pattern.noSuchFile), WHY.missingKills),
      ...ITS_END,
      seen(pattern.hungUp, SEEN.missingHangsUp),
    ], async (context) => {
      await notFound(context, check);
    }, { needs }),
    rule("not_found_body", TEXTS.notFoundBody, [when(pattern.different, WHY.emptyBody)], async (context) => {
      const { head, body } = await notFound(context, check);
      if (body.length > 0) return;
      throw new RuleViolation("different", EXPECTED.notFoundBody, headBytes(head.lines));
    }, { needs: [...needs, "not_found"], severity: "should" }),
    rule(
      "traversal",
      TEXTS.traversal,
      [when(pattern.contains(/nobody may read this|^root:/m), WHY.traversal)],
      (context) => traversal(context, check),
      { needs },
    ),
  ];
}

/** What may be wrong with the content of a known file. */
function content({ bytes }: KnownFile): readonly Cause[] {
  return [
    ...ITS_END,
    when(pattern.both(web.otherContent, pattern.pythonBytes), COMMON_CAUSES.pythonBytes),
    when(web.contentWithin(bytes), WHY.around),
    when(web.beginningOnly(bytes), WHY.cut),
    when(pattern.both(web.otherContent, pattern.mojibake), COMMON_CAUSES.mojibake),
    when(pattern.both(web.otherContent, web.asciiLeft(bytes)), WHY.textMode),
    when(web.bodyMissing, WHY.fewer),
    seen(web.otherContent, SEEN.content),
    seen(pattern.hungUp, UNEXPLAINED.hungUp),
  ];
}

/** 403 is right, too: a server may hide what there is. */
async function notFound(context: RuleContext, check: HttpCheck) {
  const site = servedBy(context, check);
  if (site === "one_page") throw new RuleSkipped(SKIPPED.onePage);
  const conn = await asked(context, unknownPath(context));
  const response = await hearResponse(conn);
  const { head, body } = response;
  if (site !== "folder" && head.status < 400) throw new RuleSkipped(SKIPPED.onePage);
  if ([403, 404, 410].includes(head.status)) return response;
  throw new RuleViolation("different", EXPECTED.notFound, headBytes(head.lines, body));
}

async function index(context: RuleContext, check: HttpCheck): Promise<void> {
  needsFolder(context, check);
  const response = await hearResponse(await asked(context, "/"));
  const { head: { status, lines }, body } = response;
  if (status >= 400) throw new RuleViolation("different", EXPECTED.index, headBytes(lines, body));
  const ours = context.target.ours && new TextDecoder().decode(INDEX_FILE.bytes);
  if (status === 200 && ours && new TextDecoder().decode(body) !== ours) context.note(NOTES.otherIndex);
}

/** All the ways out are tried; whatever else comes of them is right. */
async function traversal(context: RuleContext, { fixtures }: HttpCheck): Promise<void> {
  const names = fixtures?.escapingNames ?? ["../../../../../../../../etc/passwd", "/etc/passwd"];
  const paths = names.flatMap((name) => {
    const path = `/${name.replaceAll("\\", "/")}`;
    return [path, path.replaceAll("..", "%2e%2e"), path.replaceAll("../", "..%2f")];
  });
  for (const path of new Set(paths)) {
    const conn = await asked(context, path);
    // Heard whole: a server that sends a byte at a time has given nothing away with the first one.
    const came = await hearResponse(conn).then(({ body }) => body, (error) => {
      if (!(error instanceof RuleViolation)) throw error;
      return error.received;
    });
    if (GIVEN_AWAY.test(new TextDecoder().decode(came))) {
      throw new RuleViolation("different", OF.refusal(path), came);
    }
    conn.close();
  }
}

const GIVEN_AWAY = /nobody may read this|^root:.*:0:0:/m;
