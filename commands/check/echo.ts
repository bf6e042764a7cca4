import { type Message, msg } from "../../mod/i18n/message.ts";
import { command } from "../../mod/cli/command.ts";
import { idleBy, idleOption, isGiven } from "../../mod/cli/idle_options.ts";
import { choice, flag, type ParsedLine, text } from "../../mod/cli/option.ts";
import { echoUdpRules } from "../../mod/check/rules/echo/echo_udp_rules.ts";
import { echoDialogue, echoRules } from "../../mod/check/rules/echo_rules.ts";
import { surveyDialogue } from "../../mod/check/survey/survey_dialogue.ts";
import { smokeRules } from "../../mod/check/rules/smoke_rules.ts";
import type { ClientTarget } from "../../mod/check/targets/client_target.ts";
import { clientRules, type ClientTalk } from "../../mod/check/rules/client_rules.ts";
import {
  clientUdpRules,
  type UdpClientTalk,
  type UdpClientTarget,
} from "../../mod/check/rules/client_udp_rules.ts";
import { checkClient, checkUdpClient } from "../../mod/check/command/check_client.ts";
import { checkOptions, checkPermissions, concurrentOption } from "../options/check_options.ts";
import { type Framing, FRAMINGS, isMessageFraming } from "../../mod/io/message_framing.ts";
import { clientMessageRules } from "../../mod/check/rules/echo/client_message_rules.ts";
import { echoMessageRules } from "../../mod/check/rules/echo/echo_message_rules.ts";
import { checkServer } from "../../mod/check/command/check_server.ts";
import { listRules } from "../../mod/check/command/select_rules.ts";

export default command({
  name: "check echo",
  summary: "check an echo server, or a client of one",
  description:
    "The server of sheet 000 §2: a line comes back in upper case. With --transform none --framing chunk --end fin\n" +
    "that of sheet 004 §2.2, with --reply that of 004 §2.1.",
  args: {},
  options: {
    ...checkOptions,
    framing: idleOption(
      choice({
        choices: FRAMINGS,
        default: "line",
        help:
          "what marks a message off: its line end, nothing (sheet 004), a length of 8, 16 or 32 bits in front, or a zero byte behind",
      }),
      [forConnections],
    ),
    udp: flag({ help: "client and server speak by datagrams (UDP)" }),
    transform: choice({ choices: ["upper", "none"], default: "upper", help: "what is done to a message" }),
    ...idleBy({
      end: text({ value: "WORD", help: "the message that ends a session, such as fin" }),
      welcome: text({ help: "what the server says first; an empty text for anything" }),
      reply: text({ help: "what the server answers to everything, closing afterwards" }),
      protocol: choice({
        choices: ["sheet", "protohackers"],
        default: "sheet",
        help: "whose rules: the sheets', or those of Protohackers' Smoke Test",
      }),
    }, forLines),
    concurrent: idleOption(concurrentOption, [forConnections]),
  },
  examples: [
    {
      command: 'netlab check echo --run "{python} my_server.py {port}"',
      does: "start a server and check it",
    },
    { command: "netlab check echo --connect 127.0.0.1:8765", does: "check one that runs already" },
    {
      command: "netlab check echo --connect localhost:63000 --framing chunk --transform none --end fin",
      does: "the mirror of sheet 004, without line ends",
    },
    { command: "netlab check echo --udp --run './my_server {port}'", does: "a server of datagrams" },
    {
      command: "netlab check echo --framing u16 --run './my_server {port}'",
      does: "messages of any bytes, their length in front",
    },
    { command: "netlab check echo --listen 8765", does: "check a client" },
    {
      command: "netlab check echo --udp --listen 0 --run './my_client localhost {port}'",
      does: "start a client that sends datagrams, and check it",
    },
  ],
  permissions: checkPermissions,
  async run({ options }, context) {
    const { framing, protocol, udp, transform } = options;
    if (options.listen !== undefined) {
      if (udp) {
        const rules = (target: UdpClientTarget) => clientUdpRules(target, echoUdpTalk(transform));
        return await checkUdpClient({ service: "echo", rules }, options, context);
      }
      if (isMessageFraming(framing)) {
        const rules = (target: ClientTarget) => clientMessageRules(target, { framing, transform });
        return await checkClient({ service: "echo", framing: "chunk", rules }, options, context);
      }
      const rules = (target: ClientTarget) => clientRules(target, echoTalk({ framing, transform }));
      return await checkClient({ service: "echo", framing, rules }, options, context);
    }
    if (udp || isMessageFraming(framing)) {
      const rules = udp || !isMessageFraming(framing)
        ? echoUdpRules({ transform })
        : echoMessageRules({ framing, transform, concurrent: options.concurrent });
      if (options.list) return await listRules(rules, context);
      const transport = udp ? "udp" : "tcp";
      return await checkServer({ service: "echo", rules, framing: "chunk", transport }, options, context);
    }
    const check = { ...options, framing };
    const rules = protocol === "sheet" ? echoRules(check) : smokeRules();
    if (options.list) return await listRules(rules, context);
    const survey = protocol === "sheet" && options.reply === undefined
      ? surveyDialogue(echoDialogue(check))
      : undefined;
    return await checkServer({ service: "echo", rules, framing, survey }, options, context);
  },
});

/** A datagram has no framing, and no conversation around it. */
function forConnections(line: ParsedLine): Message | undefined {
  return isGiven(line, "udp") ? msg`is for TCP, and not for --udp` : undefined;
}

/** Neither a datagram nor a message that is marked off has any of that around it. */
function forLines(line: ParsedLine): Message | undefined {
  const framing = line.options["framing"] as Framing;
  const marked = isMessageFraming(framing);
  return marked ? msg`is for lines and chunks, and not for --framing ${framing}` : forConnections(line);
}

function echoTalk(
  { framing, transform }: { framing: "line" | "chunk"; transform: Transform },
): ClientTalk {
  const said = (text: string) => ({ text, answer: echoOf(text, transform) });
  return {
    service: "echo",
    typed: [said("bonjour"), said("à demain")],
    accented: "ÇA ALORS 🦆",
    mark: framing === "line" ? "\n" : "",
    turns: true,
  };
}

function echoUdpTalk(transform: Transform): UdpClientTalk {
  const answerTo = (text: string) => echoOf(text, transform);
  const typed = ["bonjour", "à demain", "salut"].map((text) => ({ text, answer: answerTo(text) }));
  return { service: "echo", typed, answerTo };
}

type Transform = "upper" | "none";

function echoOf(text: string, transform: Transform): string {
  return transform === "upper" ? text.toUpperCase() : text;
}
