import * as pattern from "../../causes/failure_patterns.ts";
import { ITS_END } from "../../causes/line_causes.ts";
import { RuleViolation } from "../../causes/rule_violation.ts";
import { headBytes, hearHead, saysClose } from "../../probes/http/http_head.ts";
import { cookies } from "../../probes/http/http_request.ts";
import { ended, hearResponse } from "../../probes/http/http_response.ts";
import type { Segmentation } from "../../probes/segmentation.ts";
import { type Rule, seen, when } from "../../rule.ts";
import type { RuleContext } from "../../rule_context.ts";
import { HTTP_CAUSES as WHY, HTTP_NOTES as NOTES, HTTP_SEEN as SEEN } from "../../texts/http_causes.ts";
import { HTTP_EXPECTED as EXPECTED } from "../../texts/http_expected.ts";
import { HTTP_TEXTS as TEXTS } from "../../texts/http_texts.ts";
import { asked, expectSample, hearSample, requestTo, sample } from "./http_exchange.ts";
import * as web from "./http_patterns.ts";
import { type HttpCheck, httpRule as rule } from "./http_rule.ts";

/** The rules about what requests look like, and how they arrive. */
export function httpRequestRules(check: HttpCheck): Rule[] {
  const needs = ["length", "text"];
  const severity = "should";
  const plainly = async (context: RuleContext) => {
    await expectSample(context, check);
  };
  const inPieces = (via: Segmentation) => async (context: RuleContext) => {
    await expectSample(context, check, { via });
  };
  return [
    rule("pieces", TEXTS.pieces, [when(pattern.control("holds"), WHY.oneRecv)], inPieces("lines"), {
      needs,
      control: plainly,
    }),
    rule("bytewise", TEXTS.bytewise, [when(pattern.control("holds"), WHY.cutLines)], inPieces("bytewise"), {
      needs: [...needs, "pieces"],
      severity,
      control: inPieces("lines"),
    }),
    rule(
      "long_headers",
      TEXTS.longHeaders,
      [when(pattern.control("holds"), WHY.longHeaders)],
      (context) => longHeaders(context, check),
      { needs: [...needs, "pieces"], control: plainly },
    ),
    rule(
      "methods",
      TEXTS.methods,
      [
        when(web.statusIs(/^[23]/), WHY.anyMethod),
        when(web.otherStatus, WHY.otherMethodStatus),
        ...ITS_END,
        seen(pattern.hungUp, SEEN.nothing),
      ],
      (context) => unknownMethod(context, check),
      { needs, severity },
    ),
    rule("head", TEXTS.head, [when(pattern.extra, WHY.headBody)], (context) => head(context, check), {
      needs: [...needs, "methods"],
      severity,
    }),
    rule(
      "keep_alive",
      TEXTS.keepAlive,
      [
        ...ITS_END,
        when(pattern.both(pattern.misses("second request"), pattern.nothing), WHY.keptAndDeaf),
      ],
      (context) => keepAlive(context, check),
      { needs, questions: true },
    ),
  ];
}

async function longHeaders(context: RuleContext, check: HttpCheck): Promise<void> {
  const { path, file } = sample(context, check);
  const conn = await asked(context, path, { fields: cookies(3000) });
  try {
    await hearSample(conn, path, file);
  } catch (error) {
    const status = error instanceof RuleViolation && error.expected.part === "status" &&
      /^HTTP\/\d\.\d (4\d\d)/.exec(new TextDecoder().decode(error.received))?.[1];
    if (!status || ["403", "404", "405"].includes(status)) throw error;
    context.note(NOTES.longRefused(Number(status)));
  }
  await ended(conn, 100);
  if (conn.finish === "reset") context.note(NOTES.brokenOff);
}

async function unknownMethod(context: RuleContext, check: HttpCheck): Promise<void> {
  const conn = await asked(context, sample(context, check).path, { method: "BREW" });
  const { status, lines } = await hearHead(conn);
  if ([400, 405, 501].includes(status)) return;
  throw new RuleViolation("different", EXPECTED.notAllowed, headBytes(lines));
}

async function head(context: RuleContext, check: HttpCheck): Promise<void> {
  const conn = await asked(context, sample(context, check).path, { method: "HEAD" });
  const { status } = await hearHead(conn);
  if (status >= 400) return context.note(NOTES.headUnknown(status));
  await ended(conn, 200);
  if (conn.unheard.length > 0) throw new RuleViolation("extra", EXPECTED.noBody, conn.unheard);
}

/** A server may close or go on; one thing alone is wrong: to leave the connection open, and the next request lying. */
async function keepAlive(context: RuleContext, check: HttpCheck): Promise<void> {
  const { path, file } = sample(context, check);
  const conn = await asked(context, path);
  const { head } = await hearResponse(conn);
  const close = saysClose(head);
  if (await ended(conn, 150)) return context.note(close ? NOTES.closes : NOTES.closesSilently);
  if (close) return context.note(NOTES.staysAfterClose);
  await conn.send(requestTo(context, { path }));
  try {
    await conn.until((text) => text !== "", EXPECTED.second);
  } catch (error) {
    if (!(error instanceof RuleViolation) || error.symptom === "silence") throw error;
    return context.note(NOTES.closesSilently);
  }
  await hearSample(conn, path, file);
}
