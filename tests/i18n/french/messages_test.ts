import { assert, assertEquals } from "@std/assert";
import { catalogue, parts } from "../../../mod/i18n/french/catalogue.ts";
import { toFrench } from "../../../mod/i18n/french/to_french.ts";
import { PLACEHOLDER, sentencePattern } from "../../../mod/i18n/sentence_pattern.ts";
import { helpTexts, loadedCommands } from "../../_kit/texts/help_texts.ts";
import { isSentence, sourceTexts } from "../../_kit/texts/spoken_texts.ts";

/** Where texts are not for netlab's own user, or speak both languages by themselves. */
const ELSEWHERE: readonly [where: RegExp, why: string][] = [
  [/^mod\/process\/orphan_guard\.ts$/, "a program for the shell"],
  [/^(mod\/i18n\/french|commands\/topics)\//, "speak both languages by themselves"],
  [/^mod\/(check|lab\/runner\/phrases)/, "speak both languages by themselves"],
  [/^mod\/relay\/(?!help\/explain|extensions\/stats)/, "socat's messages: scripts look for their words"],
  [/^mod\/net\/errors\/system_error/, "the C library's words, most of which only the relay says"],
  [
    /^mod\/(process\/(is_device|permissions|drop_permissions)|cli\/permission_table)/,
    "what stands in a trace",
  ],
  [/^mod\/trace\//, "the names of events and calls, which are the same everywhere"],
  [/^mod\/services\/(calc|prime)\//, "said on the wire, in the language of the exercise"],
  [/^mod\/services\/chat\/(chat_|room\/|client\/server_lines|format_line)/, "said on the wire"],
  [/^mod\/net\/(websocket\/|address\/address_range)/, "said to the peer, and among socat's messages"],
  [
    /^mod\/net\/(libc|tls\/|connection\/(handshake_reader|node_streams)|udp\/datagram_socket)/,
    "among socat's messages",
  ],
  [/^mod\/(http\/(files\/|page\/|wire\/|websocket)|services\/chat\/web\/)/, "said to browsers"],
  [/^mod\/server\/modes\/load_mode\.ts/, "the library's table of modes, for its documents"],
  [
    /^mod\/(server\/(serve|check_serve_options)|server\/workers\/isolate\/load_service|io\/line_connection)\.ts/,
    "to users of the library",
  ],
  [/^mod\/numbers\//, "mistakes of a program that calls it, caught before they are said"],
  [/^mod\/cli\/completion\/(bash|zsh|fish)\.ts/, "scripts of shells"],
  [/^mod\/cli\/manual\/(headings|render_manual|roff)\.ts/, "both languages, and a formatter's"],
];

/** Texts that nobody reads, and why. */
const UNSAID: Readonly<Record<string, string>> = {
  "netlab help ⟦1⟧": "typed",
  "netlab check ⟦1⟧": "who speaks",
  "[options] ADDRESS ADDRESS": "translated word by word",
  "ended by ⟦1⟧": "an interruption is an exit code",
  "; its children keep ⟦1⟧": "what stands in a trace",
  "; its workers keep ⟦1⟧": "what stands in a trace",
  "Local Address": "a column of netstat",
  "Foreign Address": "a column of netstat",
  "too long": "a code",
  "max ms": "the same in French",
  "PRIVATE KEY": "a mark of PEM",
  'Basic realm="netlab", charset="UTF-8"': "HTTP",
  "CONNECT ⟦1⟧ HTTP/1.1": "HTTP",
  "This needs a name and a password": "said to browsers",
  "This server does not answer to ⟦1⟧; --allow-host ⟦2⟧ lets it": "said to browsers",
  "that name": "said to browsers",
  "Too many wrong passwords; try again in a minute": "said to browsers",
  "the handler has closed the connection": "a mark within the library",
  "client ⟦1⟧ says hello to a server of some sort": "the load of the laboratory",
  "crashed on purpose": "the laboratory's own crash",
  "⟦1⟧ is free": "an event of the trace",
  "ÇA ALORS 🦆": "what a check says to a client",
  "Erreur: division par zéro": "what a check says to a client",
  "listening on ⟦1⟧": "the line that scripts wait for",
  "⟦1⟧: listening on ⟦2⟧ (⟦3⟧)": "the line that scripts wait for",
  "Cannot keep your message in the history, so it was not sent: ⟦1⟧": "said on the wire",
  "it is closed": "said on the wire",
  "Budget Chat": "a name",
  "file to fetch": "the help of two arguments in one tells it in other words",
  'Cannot serve in mode symmetric: sharing a port needs "unstable": ["net"] in deno.json, or --unstable-net':
    "to users of the library: netlab itself has the flag",
  "Cannot read frames: the framer's ⟦1⟧ is ⟦2⟧, not a number of bytes": "to users of the library",
  "Cannot read frames: the framer found a frame of ⟦1⟧ bytes among ⟦2⟧": "to users of the library",
  "Message too long: more than ⟦1⟧ bytes without an end":
    "to users of the library: netlab's own framers refuse first",
  "Cannot serve in mode symmetric with a listen of one's own: each of its workers opens a TCP socket by itself; use another mode":
    "to users of the library",
  "Cannot serve a function in mode ⟦1⟧: other isolates cannot be given one; make it the default export of a module of its own, and give the URL of that as module":
    "to users of the library",
  "The bus is away: what you write waits until it is back": "said on the wire",
  "The bus is back": "said on the wire",
  "Cannot reach the bus: the server is closing": "said on the wire",
};

/** Texts that are said only as parts of others, or with one of a few words in their placeholders: as they are said. */
const AS_SAID: Readonly<Record<string, readonly string[]>> = {
  "stopping: ⟦1⟧ open ⟦2⟧ may finish": [
    "stopping: ⟦1⟧ open connection may finish",
    "stopping: ⟦1⟧ open connections may finish",
  ],
  "⟦1⟧ ⟦2⟧; another one takes its place": ["worker ⟦1⟧ ⟦2⟧; another one takes its place"],
  "open the history ⟦1⟧": ["Cannot open the history ⟦1⟧: ⟦2⟧"],
  "⟦1⟧ active, ⟦2⟧ queued, ⟦3⟧ served, ⟦4⟧ refused, ⟦5⟧": [
    "stats: ⟦1⟧ active, ⟦2⟧ queued, ⟦3⟧ served, ⟦4⟧ refused, ⟦5⟧ in, ⟦6⟧ out⟦7⟧",
  ],
  "; ⟦1⟧: ⟦2⟧ active, ⟦3⟧ served, ⟦4⟧": ["; ⟦1⟧: ⟦2⟧ active, ⟦3⟧ served, ⟦4⟧ in, ⟦5⟧ out"],
  "⟦1⟧ in, ⟦2⟧ out": [],
  "Each mode serves in a process of its own on this machine; the clients are in this one.\nScenarios:\n⟦1⟧": [
    "Each mode serves in a process of its own on this machine; the clients are in this one.",
    "Scenarios:",
  ],
  "⟦1⟧: ⟦2⟧ (⟦3⟧)": [],
  "The server answers ⟦1⟧⟦2⟧": ["The server answers ⟦1⟧", "The server answers ⟦1⟧: ⟦2⟧"],
  " (--auth sends a name and a password)": [
    "The server answers ⟦1⟧ (--auth sends a name and a password)",
    "The server answers ⟦1⟧: ⟦2⟧ (--auth sends a name and a password)",
  ],
  "saved as ⟦1⟧": ["⟦2⟧: saved as ⟦1⟧ (⟦3⟧)"],
  "written to ⟦1⟧": ["⟦2⟧: written to ⟦1⟧ (⟦3⟧)"],
  "written to standard output": ["⟦1⟧: written to standard output (⟦2⟧)"],
  "  ⟦1⟧: ⟦2⟧ bytes in ⟦3⟧ blocks, ⟦4⟧": ["left to right", "right to left"].map((way) =>
    `  ${way}: ⟦1⟧ bytes in ⟦2⟧ blocks, ⟦3⟧`
  ),
  "left to right": [],
  "right to left": [],
  ", resumed at byte ⟦1⟧": ["⟦2⟧: saved as ⟦3⟧ (⟦4⟧, resumed at byte ⟦1⟧)"],
};

/** What is only put together when it is said. */
const PUT_TOGETHER = [
  "PORT ⟦1⟧",
  "worker ⟦1⟧",
  "worker ⟦1⟧ ⟦2⟧",
  "child ⟦1⟧ ⟦2⟧",
  "(default ⟦1⟧)",
];

/** Why commands keep permissions: for the documentation. */
const REASONS = new Set(
  (await loadedCommands()).flatMap(({ permissions }) =>
    Object.values(permissions).flat().flatMap((reason) => [reason?.why, reason?.if])
  ),
);

const all = await sourceTexts();

/** A text as it may be said: with numbers in its placeholders, which fit wherever words do. */
function filled(text: string): string {
  return text.replace(/⟦(\d+)⟧/g, "90$1");
}

Deno.test("toFrench() knows every sentence that the program can say", () => {
  const missing = all
    .filter(({ file, text }) => isSentence(text) && !ELSEWHERE.some(([where]) => where.test(file)))
    .filter(({ text }) => !(text in UNSAID) && !REASONS.has(text))
    .flatMap(({ text, ...at }) => (AS_SAID[text] ?? [text]).map((said) => ({ ...at, text: said })))
    .filter(({ text }) => toFrench(filled(text)) === filled(text));
  assertEquals(missing.map(({ file, line, text }) => `${file}:${line} ${text}`), []);
});

Deno.test("the French catalogue holds nothing that is said no more", async () => {
  const said = new Set([
    ...all.map(({ text }) => text),
    ...Object.values(AS_SAID).flat(),
    ...PUT_TOGETHER,
    ...await helpTexts(),
  ]);
  const instances = [...said].map(filled);
  const stale = Object.keys(catalogue).filter((english) => {
    if (english in parts["systemErrors"]!) return false;
    if (said.has(english)) return false;
    const pattern = sentencePattern(english);
    return english.search(PLACEHOLDER) === -1 || !instances.some((text) => pattern(text) !== undefined);
  });
  assertEquals(stale, []);
});

Deno.test("the French catalogue carries over the same placeholders, and says each thing once", () => {
  const placeholders = (text: string) => text.match(PLACEHOLDER)?.sort() ?? [];
  for (const [english, french] of Object.entries(catalogue)) {
    assertEquals(placeholders(french), placeholders(english), english);
  }
  const count = Object.values(parts).reduce((sum, part) => sum + Object.keys(part).length, 0);
  assertEquals(count, Object.keys(catalogue).length);
});

Deno.test("the French catalogue is written as French is", () => {
  for (const french of Object.values(catalogue)) {
    const said = french.replace(/^netlab[\w ]*(\$\{command\})?: |« Err(eur|or): … »/g, "");
    assertEquals(said, said.normalize("NFC"));
    assert(!/\p{L}[;!?»](\s|$)|\p{L}: |[;!?] [;!?]|\.\.\.|"|’|\u00a0/u.test(said), french);
    assertEquals(said.split("«").length, said.split("»").length, french);
  }
});
