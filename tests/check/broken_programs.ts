import { fromFileUrl } from "@std/path";
import { commandRules } from "../../mod/check/rules/chat/chat_command_rules.ts";
import { chatMessageRules } from "../../mod/check/rules/chat/chat_message_rules.ts";
import { chatRules } from "../../mod/check/rules/chat/chat_rules.ts";
import { filesClientRules } from "../../mod/check/rules/files/files_client_rules.ts";
import { filesRules } from "../../mod/check/rules/files/files_rules.ts";
import { primeJsonRules } from "../../mod/check/rules/prime/prime_json_rules.ts";
import { primeRules } from "../../mod/check/rules/prime/prime_rules.ts";
import { primeUdpRules } from "../../mod/check/rules/prime/prime_udp_rules.ts";
import { meansRules } from "../../mod/check/rules/means/means_rules.ts";
import { bookRules } from "../../mod/check/rules/book/book_rules.ts";
import { respRules } from "../../mod/check/rules/resp/resp_rules.ts";
import { speedRules } from "../../mod/check/rules/speed/speed_rules.ts";
import { mobRules } from "../../mod/check/rules/mob/mob_rules.ts";
import { unusualRules } from "../../mod/check/rules/unusual/unusual_rules.ts";
import { budgetRules } from "../../mod/check/rules/budget_rules.ts";
import { calcRules } from "../../mod/check/rules/calc_rules.ts";
import { clientRules } from "../../mod/check/rules/client_rules.ts";
import {
  clientUdpRules,
  type UdpClientTalk,
  type UdpClientTarget,
} from "../../mod/check/rules/client_udp_rules.ts";
import { type EchoCheck, echoRules } from "../../mod/check/rules/echo_rules.ts";
import { clientMessageRules } from "../../mod/check/rules/echo/client_message_rules.ts";
import { echoMessageRules } from "../../mod/check/rules/echo/echo_message_rules.ts";
import { echoUdpRules } from "../../mod/check/rules/echo/echo_udp_rules.ts";
import { talkRules } from "../../mod/check/rules/talk/talk_rules.ts";
import { timeRules } from "../../mod/check/rules/time/time_rules.ts";
import { httpClientRules } from "../../mod/check/rules/http/http_client_rules.ts";
import { httpRules } from "../../mod/check/rules/http/http_rules.ts";
import { smokeRules } from "../../mod/check/rules/smoke_rules.ts";
import type { Rule } from "../../mod/check/rule.ts";
import type { ClientTarget } from "../../mod/check/targets/client_target.ts";
import type { FixtureFolder, FixtureKind } from "../../mod/check/targets/fixture_folder.ts";

/*
The programs with one classic mistake each, and the rules that have to find it. The first lines of a program say which:

    """Mistake: what one recv returns is taken for a line.

    breaks echo.bytewise: takes one recv for one line
    """

that is, the rule echo.bytewise fails, and the cause it gives has these words. The first folder of the program below
`broken/` is the kind of check that it is given to, a key of one of the two tables below.
*/

/** A program, one of the rules that it breaks, and words of the diagnosis. */
export interface BrokenProgram {
  /** A key of {@linkcode SERVER_CHECKS} or {@linkcode CLIENT_CHECKS}. */
  readonly kind: string;
  /** `echo/framing/one_recv` */
  readonly name: string;
  readonly path: string;
  readonly rule: string;
  readonly diagnosis: string;
}

/** How a server is checked. */
export interface ServerCheck {
  readonly framing: "line" | "chunk";
  rules(fixtures: FixtureFolder): readonly Rule[];
  readonly transport?: "udp";
  /** Whether it is a proxy, with us behind it. */
  readonly proxy?: true;
  /** What its folder is served as. @default "files" */
  readonly folder?: FixtureKind;
}

const LINE = { framing: "line", concurrent: false } as const;
const UPPER: EchoCheck = { ...LINE, transform: "upper" };
const MIRROR: EchoCheck = { framing: "chunk", transform: "none", end: "fin", concurrent: false };
const CHAT = { login: false };
const PUT = { around: "GET {name}", put: "PUT {name}\n{size}\n" };
const SITE = { concurrent: false, told: true };

/** By the folders of `servers/broken/`. */
export const SERVER_CHECKS: Readonly<Record<string, ServerCheck>> = {
  echo: { framing: "line", rules: () => echoRules(UPPER) },
  echo_welcome: { framing: "line", rules: () => echoRules({ ...UPPER, welcome: "" }) },
  echo_mirror: { framing: "chunk", rules: () => echoRules(MIRROR) },
  echo_reply: { framing: "chunk", rules: () => echoRules({ ...MIRROR, reply: "Bonjour client !" }) },
  chat_u16: { framing: "line", rules: () => chatMessageRules({ ...CHAT, framing: "u16" }) },
  echo_u16: {
    framing: "chunk",
    rules: () => echoMessageRules({ ...LINE, framing: "u16", transform: "upper" }),
  },
  echo_u8: {
    framing: "chunk",
    rules: () => echoMessageRules({ ...LINE, framing: "u8", transform: "upper" }),
  },
  echo_u32: {
    framing: "chunk",
    rules: () => echoMessageRules({ ...LINE, framing: "u32", transform: "none" }),
  },
  echo_nul: {
    framing: "chunk",
    rules: () => echoMessageRules({ ...LINE, framing: "nul", transform: "upper" }),
  },
  echo_udp: { framing: "line", rules: () => echoUdpRules(UPPER), transport: "udp" },
  echo_udp_mirror: { framing: "line", rules: () => echoUdpRules(MIRROR), transport: "udp" },
  smoke: { framing: "line", rules: smokeRules },
  prime: { framing: "line", rules: () => primeRules(LINE) },
  prime_udp: { framing: "line", rules: primeUdpRules, transport: "udp" },
  prime_json: { framing: "line", rules: primeJsonRules },
  calc: { framing: "line", rules: () => calcRules(LINE) },
  files: { framing: "line", rules: (fixtures) => filesRules({ ...LINE, fixtures }) },
  files_put: { framing: "line", rules: (fixtures) => filesRules({ ...LINE, ...PUT, fixtures }) },
  http: { framing: "line", folder: "site", rules: (fixtures) => httpRules({ ...SITE, fixtures }) },
  chat: { framing: "line", rules: () => [...chatRules(CHAT), ...commandRules(CHAT)] },
  time: { framing: "line", rules: () => timeRules({ protocol: "daytime", framing: "line" }) },
  time868: { framing: "line", rules: () => timeRules({ protocol: "rfc868", framing: "line" }) },
  budget: { framing: "line", rules: budgetRules },
  mob: { framing: "line", rules: mobRules, proxy: true },
  means: { framing: "line", rules: meansRules },
  speed: { framing: "line", rules: speedRules },
  resp: { framing: "chunk", rules: respRules },
  book: { framing: "line", rules: () => bookRules({ framing: "line" }) },
  book_chunk: { framing: "chunk", rules: () => bookRules({ framing: "chunk" }) },
  unusual: { framing: "line", rules: unusualRules, transport: "udp" },
};

const said = (text: string) => ({ text, answer: text.toUpperCase() });
const ECHO_TALK = {
  service: "echo",
  typed: [said("bonjour"), said("à demain")],
  accented: "ÇA ALORS 🦆",
  mark: "\n",
  turns: true,
} as const;

const saidOverUdp = ["bonjour", "à demain", "salut"].map(said);
/** The talk of a client of echo over UDP. */
export const UDP_CLIENT_TALK: UdpClientTalk = {
  service: "echo",
  typed: saidOverUdp,
  answerTo: (text) => text.toUpperCase(),
};

/** By the folders of `clients/broken/`. */
export const CLIENT_CHECKS: Readonly<Record<string, (target: ClientTarget, dir: string) => readonly Rule[]>> =
  {
    echo: (target) => clientRules(target, ECHO_TALK),
    echo_u16: (target) => clientMessageRules(target, { framing: "u16", transform: "upper" }),
    chat: (target) => clientRules(target, { ...ECHO_TALK, service: "chat", turns: false }),
    echo_udp: (target) => clientUdpRules(target as ClientTarget & UdpClientTarget, UDP_CLIENT_TALK),
    files: filesClientRules,
    http: httpClientRules,
    talk: () => talkRules({ turns: false, side: "client", framing: "line", end: "fin" }),
    talk_turns: () => talkRules({ turns: true, side: "client", framing: "line", end: "fin" }),
  };

/**
 * The broken servers, or the clients, and what each of them breaks; those that say nothing, too, with no
 * rule.
 */
export function brokenPrograms(side: "servers" | "clients"): BrokenProgram[] {
  const folder = fromFileUrl(new URL(`${side}/broken`, import.meta.url));
  return programs(folder).sort().flatMap((path) => {
    const name = path.slice(folder.length + 1, -".py".length);
    const [, text = ""] = /^"""(.*?)"""/s.exec(Deno.readTextFileSync(path)) ?? [];
    const broken = [...text.matchAll(/^breaks ([\w.]+): (.+)$/gm)].map((
      [, rule, diagnosis],
    ) => [rule, diagnosis]);
    return (broken.length > 0 ? broken : [[]]).map(([rule = "", diagnosis = ""]) => ({
      kind: name.split("/")[0]!,
      name,
      path,
      rule,
      diagnosis,
    }));
  });
}

function programs(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) => {
    if (isDirectory) return name === "__pycache__" ? [] : programs(`${folder}/${name}`);
    return name.endsWith(".py") ? [`${folder}/${name}`] : [];
  });
}
