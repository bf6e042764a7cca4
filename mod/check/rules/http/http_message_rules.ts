import * as pattern from "../../causes/failure_patterns.ts";
import { RuleViolation } from "../../causes/rule_violation.ts";
import { field, headBytes, hearHead, type HttpHead } from "../../probes/http/http_head.ts";
import { hearResponse, nothingBehind } from "../../probes/http/http_response.ts";
import { type Rule, when } from "../../rule.ts";
import type { RuleContext } from "../../rule_context.ts";
import { IMAGE_FILE, type KnownFile, PAGE_FILE, PLAIN_FILE } from "../../targets/fixture_folder.ts";
import { COMMON_CAUSES } from "../../texts/common_causes.ts";
import { HTTP_CAUSES as WHY, HTTP_NOTES as NOTES } from "../../texts/http_causes.ts";
import { HTTP_EXPECTED as EXPECTED, HTTP_EXPECTED_OF as OF } from "../../texts/http_expected.ts";
import { HTTP_TEXTS as TEXTS } from "../../texts/http_texts.ts";
import { asked, expectSample, pathOf, sample } from "./http_exchange.ts";
import * as web from "./http_patterns.ts";
import { type HttpCheck, httpRule as rule, servedBy } from "./http_rule.ts";

/** The rules about the form of an answer, whatever it is about. */
export function httpMessageRules(check: HttpCheck): Rule[] {
  return [
    rule("status_line", TEXTS.statusLine, [
      when(pattern.contains(/^\s+HTTP\//), WHY.blankBefore),
      when(pattern.pythonBytes, COMMON_CAUSES.pythonBytes),
      when(pattern.contains(/^HTTP\/\d\.\d \d{3}[^\n]*$/), WHY.statusNoLineEnd),
      when(pattern.contains(/^HTTP/i), WHY.statusForm),
      when(pattern.contains(/^\d{3}\b/), WHY.noVersion),
      when(pattern.contains(/^[A-Za-z-]+: ?\S/), WHY.noStatusLine),
      when(web.saidSomething, WHY.noHead),
      when(pattern.both(pattern.hungUp, pattern.noSuchFile), WHY.ownFile),
    ], (context) => statusLine(context, check)),
    rule(
      "header_lines",
      TEXTS.headerLines,
      [
        when(pattern.both(({ expected }) => expected === EXPECTED.crlf, pattern.different), WHY.bareLineFeed),
        when(pattern.both(pattern.different, pattern.contains(/<|^un\r?$/m)), WHY.noEmptyLine),
        when(pattern.different, WHY.notAField),
      ],
      (context) => headerLines(context, check),
      { needs: ["status_line"] },
    ),
    rule(
      "length",
      TEXTS.length,
      [when(web.bodyMissing, WHY.fewer)],
      async (context) => {
        const conn = await asked(context, sample(context, check).path);
        await nothingBehind(conn, await hearResponse(conn));
      },
      { needs: ["status_line"] },
    ),
  ];
}

/** The rules about what an answer says of its content. */
export function httpTypeRules(check: HttpCheck): Rule[] {
  return [
    rule(
      "content_type",
      TEXTS.contentType,
      [
        when(pattern.contains(/^Content-Type/i), WHY.wrongType),
        when(pattern.different, WHY.noType),
      ],
      (context) => contentTypes(context, check),
      { needs: ["length", "text"], severity: "should" },
    ),
  ];
}

async function statusLine(context: RuleContext, check: HttpCheck): Promise<void> {
  const conn = await asked(context, sample(context, check).path);
  const { lines: [first = ""] } = await hearHead(conn).catch((error) => {
    // What comes behind the first line is the next rule's.
    if (!(error instanceof RuleViolation) || error.expected.part === "status line") throw error;
    return { lines: [] };
  });
  if (/\d{3}\r?$/.test(first)) context.note(NOTES.noBlank);
}

async function headerLines(context: RuleContext, check: HttpCheck): Promise<void> {
  const conn = await asked(context, sample(context, check).path);
  const { lines } = await hearHead(conn);
  const fields = lines.slice(1, -1);
  if (fields.some((line) => !FIELD.test(line))) {
    throw new RuleViolation("different", EXPECTED.fieldLine, headBytes(lines));
  }
  if (lines.some((line) => !line.endsWith("\r"))) {
    throw new RuleViolation("different", EXPECTED.crlf, headBytes(lines));
  }
}

/** A name is a token (RFC 9110 §5.6.2); a line that begins with a blank goes on with the one before. */
const FIELD = /^([!#$%&'*+.^_`|~\w-]+:|[ \t])/;

async function contentTypes(context: RuleContext, check: HttpCheck): Promise<void> {
  if (servedBy(context, check) !== "folder") {
    const { head, body } = await expectSample(context, check);
    const isPage = /^\s*<(!doctype html|html)/i.test(new TextDecoder().decode(body));
    return isPage ? fits("/", "text/html", head, HTML) : undefined;
  }
  for (const [file, type, pattern] of TYPES) {
    const conn = await asked(context, pathOf(file));
    const { head } = await hearResponse(conn);
    fits(file.name, type, head, pattern);
    conn.close();
  }
}

function fits(name: string, type: string, head: HttpHead, pattern: RegExp): void {
  const came = field(head, "content-type");
  if (came !== undefined && pattern.test(came)) return;
  const bytes = came === undefined
    ? headBytes(head.lines)
    : new TextEncoder().encode(`Content-Type: ${came}`);
  throw new RuleViolation("different", OF.type(type, name), bytes);
}

const HTML = /^(text\/html|application\/xhtml\+xml)/i;
const TYPES: readonly [KnownFile, type: string, RegExp][] = [
  [PAGE_FILE, "text/html", HTML],
  [PLAIN_FILE, "text/plain", /^text\/plain/i],
  [IMAGE_FILE, "image/png", /^image\/png/i],
];
