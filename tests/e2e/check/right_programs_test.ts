import { assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { inPool } from "../../_kit/in_pool.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab } from "../../_kit/program/netlab.ts";
import { run } from "../../_kit/program/run.ts";

/*
Nothing is found wrong with what is right. The programs are mostly waited for, so several are checked at a time; CI does
not try this again with the compiled program, where check_test.ts has a server and a client.
*/
const AT_A_TIME = 4;

/** A correct program of each sheet, and how it is checked. */
const GOOD: [name: string, args: string[]][] = [
  ["servers/echo_mirror", ["echo", "--framing", "chunk", "--transform", "none", "--end", "fin"]],
  ["servers/echo_udp_good", ["echo", "--udp"]],
  ["servers/echo_u16_good", ["echo", "--framing", "u16", "--concurrent"]],
  ["servers/files_good", ["files"]],
  ["servers/put_good", ["files", "--get", "GET {name}\\n", "--put", "PUT {name}\\n{size}\\n"]],
  ["servers/chat_good", ["chat"]],
  ["servers/chat_at_intervals_good", ["chat"]],
  ["servers/chat_u16_good", ["chat", "--framing", "u16"]],
  ["servers/prime_good", ["prime", "--concurrent"]],
  ["servers/prime_sheet", ["prime", "--framing", "chunk", "--timeout", "1"]],
  ["servers/calc_good", ["calc", "--concurrent"]],
  ["servers/time_good", ["time"]],
  ["servers/time868_good", ["time", "--protocol", "rfc868"]],
  ["servers/smoke_good", ["echo", "--protocol", "protohackers"]],
  ["servers/prime_json_good", ["prime", "--json"]],
  ["servers/prime_udp_good", ["prime", "--udp"]],
  ["servers/budget_good", ["chat", "--protocol", "protohackers"]],
  ["servers/book_good", ["kv", "--protocol", "book", "--framing", "chunk", "--timeout", "1"]],
  ["servers/book_lines_good", ["kv", "--protocol", "book", "--timeout", "1"]],
  ["servers/means_good", ["kv", "--protocol", "means"]],
  ["servers/unusual_good", ["kv", "--protocol", "unusual"]],
  ["servers/speed_good", ["kv", "--protocol", "speed"]],
  ["clients/echo_u16_good", ["echo", "--listen", "0", "--framing", "u16"]],
  ["clients/echo_udp_good", ["echo", "--udp", "--listen", "0"]],
  ["clients/files_good", ["files", "--listen", "0"]],
  ["clients/http_good", ["http", "--listen", "0"]],
  ["clients/chat_good", ["chat", "--listen", "0"]],
  ["clients/talk_good", ["talk", "--listen", "0", "--end", "fin"]],
];

peerTest("check passes the programs that are right", ["python3"], async () => {
  const programs = fromFileUrl(new URL("../../check/", import.meta.url));
  const said = await inPool(AT_A_TIME, GOOD, ([name, args]) => {
    return verdict([...args, "--run", `python3 ${join(programs, `${name}.py`)} {port}`]);
  });
  assertEquals(said, GOOD.map(() => "passed"));
});

/** netlab's own servers keep the protocol that it checks. */
const OURS: [check: string[], serve: string[]][] = [
  [["echo", "--concurrent"], ["echo", "serve", "{port}"]],
  [["echo", "--protocol", "protohackers"], [
    "echo",
    "serve",
    "{port}",
    "--framing",
    "chunk",
    "--transform",
    "none",
  ]],
  [["echo", "--udp"], ["echo", "serve", "0", "--udp", "{port}"]],
  [["echo", "--framing", "u8", "--concurrent"], ["echo", "serve", "{port}", "--framing", "u8"]],
  [["echo", "--framing", "u32"], ["echo", "serve", "{port}", "--framing", "u32"]],
  [["echo", "--framing", "nul"], ["echo", "serve", "{port}", "--framing", "nul"]],
  [["files", "--concurrent"], ["files", "serve", "{port}", "--dir", "{dir}", "--quiet"]],
  [["http", "--concurrent"], ["files", "serve", "0", "--http-port", "{port}", "--dir", "{dir}", "--quiet"]],
  [["chat"], ["chat", "serve", "{port}"]],
  [["chat", "--framing", "u16"], ["chat", "serve", "{port}", "--framing", "u16"]],
  [["chat"], ["chat", "serve", "{port}", "--plain"]],
  [["prime", "--concurrent"], ["prime", "serve", "{port}"]],
  [["prime", "--udp"], ["prime", "serve", "0", "--udp", "{port}"]],
  [["prime", "--json"], ["prime", "serve", "{port}", "--json"]],
  [["calc", "--concurrent"], ["calc", "serve", "{port}"]],
  [["kv", "--protocol", "unusual"], ["kv", "serve", "{port}", "--udp"]],
  [["kv", "--protocol", "resp"], ["kv", "serve", "{port}"]],
  [["kv", "--protocol", "book", "--framing", "chunk"], ["kv", "serve", "{port}"]],
  [["chat", "--protocol", "mob"], [
    "relay",
    "--rewrite",
    "s/(?<= |^)7[A-Za-z0-9]{25,34}(?= |$)/7YWHMfk9JZe0LM0g1ZauHuiSxhI/g",
    "TCP-LISTEN:{port},fork,reuseaddr",
    "TCP:{upstream-host}:{upstream-port}",
  ]],
  [["talk", "--turns", "--end", "fin"], ["chat", "talk", "--listen", "{port}", "--turns"]],
];

Deno.test("check passes netlab's own servers", async () => {
  const said = await inPool(AT_A_TIME, OURS, ([check, serve]) => {
    const [program, words] = netlab(...serve);
    return verdict([...check, "--run", [program, ...words].map((word) => `'${word}'`).join(" ")]);
  });
  assertEquals(said, OURS.map(() => "passed"));
});

/** What is said of it, where it is not passed. */
async function verdict(args: string[]): Promise<string> {
  const { code, stdout } = await run(["check", ...args], { timeout: 90_000 });
  return code === 0 && /\n\d+ passed, 0 failed/.test(stdout) ? "passed" : stdout;
}
