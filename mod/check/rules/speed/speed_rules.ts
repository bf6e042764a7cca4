import { type Rule, seen, when } from "../../rule.ts";
import { described, NOBODY_THERE, SHORT_READ, TOLD } from "../../causes/line_causes.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { ruleMaker } from "../rule_maker.ts";
import { COMMON_CAUSES as COMMON } from "../../texts/common_causes.ts";
import { SPEED_CAUSES as WHY, SPEED_TEXTS as TEXTS } from "../../texts/speed_texts.ts";
import { errors, heartbeat, many, messageByMessage, messagesInPieces } from "./connection_probes.ts";
import { day, days, kept, limit, numbers, order, roads, stored, ticket } from "./ticket_probes.ts";

/** Protohackers' problem 6, "Speed Daemon": cameras see cars, dispatchers get their tickets. */
export function speedRules(): Rule[] {
  return [
    rule("ticket", TEXTS.ticket, ticket),
    rule("limit", TEXTS.limit, limit),
    rule("order", TEXTS.order, order),
    rule("numbers", TEXTS.numbers, numbers),
    rule("stored", TEXTS.stored, stored),
    rule("kept", TEXTS.kept, kept, {
      causes: [when(pattern.control("holds"), WHY.forgetsCamera)],
      control: ticket,
    }),
    rule("day", TEXTS.day, day),
    rule("days", TEXTS.days, days),
    rule("roads", TEXTS.roads, roads),
    rule("heartbeat", TEXTS.heartbeat, heartbeat),
    rule("errors", TEXTS.errors, errors, {
      causes: [
        when(pattern.stillOpen, WHY.staysOpen),
        seen(pattern.nothing, WHY.ignoresError),
      ],
    }),
    rule("pieces", TEXTS.pieces, messagesInPieces, {
      causes: [SHORT_READ, when(pattern.control("holds"), WHY.oneRecv)],
      control: messageByMessage,
    }),
    rule("many", TEXTS.many, many, { causes: [when(pattern.waiting, COMMON.leavesWaiting)] }),
  ];
}

/** Heartbeats and errors can be seen without any ticket; a day has to count before two of them can. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  ticket: [],
  heartbeat: [],
  errors: [],
  days: ["ticket", "day"],
};

const rule = ruleMaker({
  service: "speed",
  needs: NEEDS,
  usual: ["ticket"],
  causes: (own) => [
    ...NOBODY_THERE,
    ...own,
    TOLD,
    when(pattern.waiting, COMMON.notConcurrent),
    ...described(WHY.nothing),
  ],
  company: true,
});
