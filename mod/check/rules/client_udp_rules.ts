import { clientCauses } from "../causes/client_causes.ts";
import * as pattern from "../causes/failure_patterns.ts";
import { TOLD } from "../causes/line_causes.ts";
import { type Cause, type Rule, type RuleText, seen, when } from "../rule.ts";
import type { RuleContext } from "../rule_context.ts";
import type { ClientDatagrams } from "../targets/client_datagrams.ts";
import type { TalkTarget } from "../targets/talk_target.ts";
import { CLIENT_TEXTS } from "../texts/client_texts.ts";
import {
  CLIENT_UDP_CAUSES as WHY,
  CLIENT_UDP_SEEN as SEEN,
  CLIENT_UDP_TEXTS as TEXTS,
} from "../texts/client_udp_texts.ts";
import { CLIENT_UDP_PROBES as PROBES, type Setting } from "./client_udp_probes.ts";

/** The client under test, and where its datagrams come. */
export interface UdpClientTarget extends TalkTarget {
  readonly datagrams: ClientDatagrams;
}

/** Input for a client over UDP, and the server's answers to it. */
export interface UdpClientTalk {
  readonly service: string;
  /** At least three, none of them part of another. */
  readonly typed: readonly { readonly text: string; readonly answer: string }[];
  /** The answer to any text, where an answer tells which question it belongs to, and may be long. */
  readonly answerTo?: (text: string) => string;
}

/** The rules of a client that sends what a person types in datagrams and shows the answers: we are its server. */
export function clientUdpRules(target: UdpClientTarget, talk: UdpClientTalk): Rule[] {
  const rule = (
    id: string,
    text: RuleText,
    probe: (setting: Setting) => Promise<void>,
    causes: readonly Cause[],
    { severity = "should", needs = ["sent", "waits"] }: Partial<Pick<Rule, "severity" | "needs">> = {},
  ): Rule => ({
    id: `${talk.service}.client_udp_${id}`,
    ...text,
    severity,
    needs: needs.map((need) => `${talk.service}.client_udp_${need}`),
    causes: [TOLD, ...NEVER_CAME, ...causes],
    probe: (context: RuleContext) => probe({ context, target, talk }),
  });
  const first = { severity: "must", needs: ["sent"] } as const;
  return [
    rule("sent", TEXTS.sent, PROBES.sent, clientCauses("line"), { severity: "must", needs: [] }),
    rule("waits", CLIENT_TEXTS.waits, PROBES.waits, clientCauses("waits"), first),
    rule("shows", CLIENT_TEXTS.shows, PROBES.shows, clientCauses("shows"), first),
    rule("ctrl_d", CLIENT_TEXTS.ctrlD, PROBES.ctrlD, [
      seen(({ symptom, busy }) => symptom === "open" && busy !== true, SEEN.keyEnd),
      ...clientCauses("ctrl_d"),
    ], first),
    rule("empty", TEXTS.empty, PROBES.empty, clientCauses("line")),
    rule("lost", TEXTS.lost, PROBES.lost, [seen(pattern.nothing, SEEN.waitsOn), ...clientCauses("line")]),
    rule("stranger", TEXTS.stranger, PROBES.stranger, clientCauses("line")),
    ...(talk.answerTo === undefined ? [] : [
      rule("stale", TEXTS.stale, PROBES.stale, clientCauses("line")),
      rule("large", TEXTS.large, PROBES.large, clientCauses("shows"), { needs: ["sent", "shows"] }),
    ]),
  ];
}

/** It has sent nothing at all. */
const NEVER_CAME: readonly Cause[] = [
  when(pattern.both(pattern.refused, pattern.tellsRefused), WHY.overTcp),
  seen(pattern.both(pattern.refused, ({ ended }) => ended === undefined), SEEN.never),
];
