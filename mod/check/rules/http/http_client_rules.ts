import { join } from "@std/path";
import { CLIENT_END, NEVER_CAME } from "../../causes/client_causes.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { awakeNow } from "../../probes/awake_clock.ts";
import { RuleSkipped, RuleViolation } from "../../causes/rule_violation.ts";
import { headBytes } from "../../probes/http/http_head.ts";
import type { ObservedConnection } from "../../probes/observed_connection.ts";
import { sleep } from "../../probes/sleep.ts";
import { type Cause, type Rule, type RuleText, seen, when } from "../../rule.ts";
import type { RuleContext } from "../../rule_context.ts";
import type { ClientTarget } from "../../targets/client_target.ts";
import { NEEDS_RUN } from "../../texts/client_texts.ts";
import {
  HTTP_CLIENT_CAUSES as WHY,
  HTTP_CLIENT_EXPECTED as EXPECTED,
  HTTP_CLIENT_SEEN as SEEN,
  HTTP_CLIENT_TEXTS as TEXTS,
} from "../../texts/http_client_texts.ts";

/**
 * The rules of a client of web servers (RFC 9112).
 *
 * @param dir the folder that it runs in, where it may save what it fetches.
 */
export function httpClientRules(target: ClientTarget, dir: string): Rule[] {
  const rule = (
    id: string,
    text: RuleText,
    causes: readonly Cause[],
    probe: (setting: Setting) => Promise<unknown>,
    { severity = "must", needs = ["request"], control }: Manner = {},
  ): Rule => ({
    id: `http.client_${id}`,
    ...text,
    severity,
    needs: needs.map((need) => `http.client_${need}`),
    causes: [...CLIENT_END, ...NEVER_CAME, ...causes, ...REQUEST],
    ...(control === undefined
      ? {}
      : { control: async (context) => void await control({ context, target, dir }) }),
    probe: async (context) => void await probe({ context, target, dir }),
  });
  const severity = "should";
  return [
    rule("request", TEXTS.request, [], async (setting) => await served((await asks(setting)).conn), {
      needs: [],
    }),
    rule("host", TEXTS.host, [when(pattern.different, WHY.noHost)], host),
    rule("shows", TEXTS.shows, SHOWN, answered("whole", LONG)),
    rule(
      "pieces",
      TEXTS.pieces,
      [when(pattern.control("holds"), WHY.oneRecv), ...SHOWN],
      answered("pieces"),
      {
        needs: ["request", "shows"],
        control: answered("whole"),
      },
    ),
    rule(
      "length",
      TEXTS.length,
      [when(pattern.control("holds"), WHY.readsToEnd), ...SHOWN],
      answered("kept"),
      {
        needs: ["request", "shows"],
        severity,
        control: answered("whole"),
      },
    ),
    rule(
      "chunked",
      TEXTS.chunked,
      [when(pattern.control("holds"), WHY.chunks), ...SHOWN],
      answered("chunked"),
      {
        needs: ["request", "shows"],
        severity,
        control: answered("whole"),
      },
    ),
    rule("cut", TEXTS.cut, [when(({ expected }) => expected === EXPECTED.notKept, WHY.keepsShort)], cut, {
      needs: ["request", "shows"],
    }),
  ];
}

interface Manner {
  readonly severity?: Rule["severity"];
  readonly needs?: readonly string[];
  readonly control?: (setting: Setting) => Promise<unknown>;
}

interface Setting {
  readonly context: RuleContext;
  readonly target: ClientTarget;
  readonly dir: string;
}

/** A request of the client, heard whole. */
interface HeardRequest {
  readonly conn: ObservedConnection;
  /** The version, such as `1.1`. */
  readonly version: string;
  /** All its lines, without their line feeds. */
  readonly lines: readonly string[];
}

const REQUEST: readonly Cause[] = [
  when(pattern.both(pattern.misses("end of the head"), pattern.contains(/\n/)), WHY.noEmptyLine),
  when(({ expected }) => expected === EXPECTED.crlf, WHY.bareLineFeed),
  when(({ expected }) => expected === EXPECTED.field, WHY.notAField),
  when(pattern.contains(/^[A-Z]+ \S+ HTTP\/1\.\d$/), WHY.noLineEnd),
  when(pattern.contains(/^[A-Z]+ https?:\/\//), WHY.absolute),
  when(pattern.contains(/^[A-Z]+ [^/\s]\S* HTTP/), WHY.noSlash),
  when(pattern.contains(/^[A-Z]+ \/\S*\r?\n/), WHY.noVersion),
  when(pattern.contains(/\S/), WHY.requestForm),
  seen(() => true, SEEN.nothing),
];

const SHOWN: readonly Cause[] = [
  when(pattern.both(pattern.misses("body"), pattern.contains(/netlab check \w+ 00001/)), WHY.beginningOnly),
  seen(pattern.misses("body"), SEEN.notShown),
];

async function asks({ context, target }: Setting): Promise<HeardRequest> {
  const name = `netlab-check-${context.random.word(6)}.txt`;
  await target.begin(`http://localhost:${target.endpoint().port}/${name}\n`, name);
  const conn = await context.connect();
  const lines = [await conn.line(EXPECTED.requestLine)];
  const version = /^GET \/\S* HTTP\/(1\.[01])\r?$/.exec(lines[0]!)?.[1];
  if (version === undefined) {
    throw new RuleViolation("different", EXPECTED.requestLine, headBytes(lines, conn.unheard));
  }
  while (lines.at(-1)!.trimEnd() !== "" && lines.length < MOST_LINES) lines.push(await nextLine(conn, lines));
  if (lines.slice(1, -1).some((line) => !/^[\w!#$%&'*+.^`|~-]+:/.test(line))) {
    throw new RuleViolation("different", EXPECTED.field, headBytes(lines));
  }
  if (lines.some((line) => !line.endsWith("\r"))) {
    throw new RuleViolation("different", EXPECTED.crlf, headBytes(lines));
  }
  return { conn, version, lines };
}

async function nextLine(conn: ObservedConnection, before: readonly string[]): Promise<string> {
  try {
    return await conn.line(EXPECTED.emptyLine);
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    throw new RuleViolation(error.symptom, EXPECTED.emptyLine, headBytes(before, error.received));
  }
}

/** Answers: a client that gets nothing may come again, in the middle of the next rule. */
async function served(conn: ObservedConnection): Promise<void> {
  await conn.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n");
  conn.close();
}

async function host(setting: Setting): Promise<void> {
  const { conn, version, lines } = await asks(setting);
  await served(conn);
  if (version === "1.0" || lines.some((line) => /^host:/i.test(line))) return;
  throw new RuleViolation("different", EXPECTED.host, headBytes(lines));
}

/** How an answer comes: at once, in pieces, on a connection that is kept, or in chunks. */
type Manners = "whole" | "pieces" | "kept" | "chunked";

function answered(how: Manners, count = SHORT): (setting: Setting) => Promise<void> {
  return async (setting) => {
    if (!setting.target.ours) throw new RuleSkipped(NEEDS_RUN);
    const { conn, version, lines } = await asks(setting);
    const closes = version === "1.0" || lines.some((line) => /^connection:.*close/i.test(line));
    // Who has asked for the end of the connection may wait for it, and chunks are for HTTP/1.1.
    if (how === "kept" && closes || how === "chunked" && version === "1.0") return;
    // What an earlier rule has left in the folder has another word.
    const word = setting.context.random.word(8);
    const body = Array.from({ length: count }, (_, index) => lineOf(word, index + 1)).join("");
    const length = how === "chunked" ? "Transfer-Encoding: chunked" : `Content-Length: ${body.length}`;
    const close = how === "kept" ? "" : "Connection: close\r\n";
    const head = `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n${length}\r\n${close}\r\n`;
    if (how === "pieces") {
      await conn.send(head, "lines");
      await conn.send(body, "random");
    } else await conn.send(head + (how === "chunked" ? inChunks(body) : body));
    if (how !== "kept") conn.close();
    await expectShown(setting, body);
  };
}

/** The server is gone in the middle of the body: what is saved then is not the file. */
async function cut(setting: Setting): Promise<void> {
  const { context, target, dir } = setting;
  if (!target.ours) throw new RuleSkipped(NEEDS_RUN);
  const word = context.random.word(8);
  const half = Array.from({ length: SHORT }, (_, index) => lineOf(word, index + 1)).join("");
  const head = `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${half.length * 2}`;
  const { conn } = await asks(setting);
  const before = target.said();
  await conn.send(`${head}\r\nConnection: close\r\n\r\n${half}`);
  conn.close();
  const deadline = awakeNow() + context.timeout;
  while (target.ended() !== true && awakeNow() < deadline) await sleep(25, context.options.signal);
  await sleep(150, context.options.signal);
  const saved = textsIn(dir).find((text) => text.startsWith(lineOf(word, 1)));
  const { ended } = await target.signs?.() ?? {};
  // One that has not ended may well try again.
  if (saved === undefined || ended?.code !== 0 || target.said() !== before) return;
  throw new RuleViolation("different", EXPECTED.notKept, new TextEncoder().encode(saved));
}

function inChunks(body: string): string {
  const half = body.length >> 1;
  const chunks = [body.slice(0, half), body.slice(half), ""];
  return chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join("");
}

/** The client shows the body, or saves it in the folder that it runs in. */
async function expectShown({ context, target, dir }: Setting, body: string): Promise<void> {
  const deadline = awakeNow() + context.timeout;
  const shown = () => (target.shown() ?? "").replaceAll("\r", "");
  const there = () => [shown(), ...textsIn(dir)].some((text) => text.includes(body.trimEnd()));
  while (!there()) {
    if (awakeNow() >= deadline || target.ended() === true && await settled(context, there)) break;
    await sleep(25, context.options.signal);
  }
  if (there()) return;
  const some = [
    ...textsIn(dir).filter((text) => text.includes(body.slice(0, body.indexOf("\n")))),
    shown(),
  ][0]!;
  throw new RuleViolation("different", EXPECTED.shown, new TextEncoder().encode(some));
}

/** What a program has printed last comes a moment after its end. */
async function settled(context: RuleContext, there: () => boolean): Promise<boolean> {
  await sleep(150, context.options.signal);
  return !there();
}

/** What stands in the files of a folder that are no larger than a body. */
function textsIn(dir: string): string[] {
  return [...Deno.readDirSync(dir)].filter(({ isFile }) => isFile).flatMap(({ name }) => {
    try {
      const path = join(dir, name);
      return Deno.statSync(path).size > MOST_BYTES ? [] : [Deno.readTextFileSync(path).replaceAll("\r", "")];
    } catch {
      return []; // it has gone meanwhile
    }
  });
}

/** A line of a body, by which its place is known. */
function lineOf(word: string, line: number): string {
  return `netlab check ${word} ${String(line).padStart(5, "0")}\n`;
}

const SHORT = 20;
/** Lines of more bytes than a first read takes. */
const LONG = 1000;
const MOST_LINES = 100;
const MOST_BYTES = 1 << 20;
