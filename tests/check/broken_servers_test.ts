import { assertStringIncludes } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { calcRules } from "../../mod/check/rules/calc_rules.ts";
import { chatRules } from "../../mod/check/rules/chat/chat_rules.ts";
import { echoRules } from "../../mod/check/rules/echo_rules.ts";
import { filesRules } from "../../mod/check/rules/files/files_rules.ts";
import { primeRules } from "../../mod/check/rules/prime/prime_rules.ts";
import { primeUdpRules } from "../../mod/check/rules/prime/prime_udp_rules.ts";
import type { Rule } from "../../mod/check/rule.ts";
import { runCheck } from "../../mod/check/run_check.ts";
import { ProgramTarget } from "../../mod/check/targets/program_target.ts";
import { FixtureFolder } from "../../mod/check/targets/fixture_folder.ts";
import { peerTest } from "../_kit/peers/peer.ts";

const LINE = { framing: "line", transform: "upper", concurrent: false } as const;
const ECHO = () => echoRules(LINE);
const MIRROR = () => echoRules({ ...LINE, framing: "chunk", transform: "none", end: "fin" });
const PRIME = () => primeRules(LINE);
const CALC = () => calcRules(LINE);
const CHAT = () => chatRules({ login: false });
const FILES = (fixtures?: FixtureFolder) => filesRules({ ...LINE, fixtures });

/** A server with one classic mistake, the rule that finds it, and words of the diagnosis. */
const BROKEN: [
  server: string,
  rules: (fixtures?: FixtureFolder) => Rule[],
  rule: string,
  diagnosis: string,
][] = [
  ["echo_no_line_end", ECHO, "echo.upper", "without a line end"],
  ["echo_one_recv", ECHO, "echo.bytewise", "takes one recv for one line"],
  ["echo_decodes_segments", ECHO, "echo.split", "decodes each segment on its own"],
  ["echo_first_client_only", ECHO, "echo.next_client", "stops after the first client"],
  ["echo_loses_half_close", ECHO, "echo.half_close", "closes at the first end of stream"],
  ["echo_ascii_upper", ECHO, "echo.accents", "knows no letters but a to z"],
  ["echo_ascii_upper", ECHO, "echo.split", "knows no letters but a to z"],
  ["echo_unchanged", ECHO, "echo.upper", "not in upper case"],
  ["echo_reset_kills", ECHO, "echo.reset", "breaks off kills your server"],
  ["echo_bytes_text", ECHO, "echo.upper", "sends str(bytes)"],
  ["echo_empty_is_end", ECHO, "echo.empty_line", "takes an empty line for the end"],
  ["echo_closes_after_one", ECHO, "echo.several", "closes the connection after one answer"],
  ["echo_small_buffer", ECHO, "echo.long", "for the whole line"],
  ["echo_strips_blanks", ECHO, "echo.blanks", "takes the blanks away"],
  ["echo_if_not_while", ECHO, "echo.glued", "with while, not with if"],
  ["echo_double_line_end", ECHO, "echo.several", "still had its line end"],
  ["echo_prefix", ECHO, "echo.upper", "a prefix that is sent along"],
  ["echo_shared_buffer", ECHO, "echo.silent_client", "a buffer and variables of its own"],
  ["echo_dies_at_end", ECHO, "echo.next_client", "ends with an exception when a client leaves"],
  ["echo_skips_empty", ECHO, "echo.empty_line", "skips an empty line"],
  ["echo_ignores_end", MIRROR, "echo.next_client", "waiting for a client that has left"],
  ["echo_ignores_end", MIRROR, "echo.half_close", "does not notice the end of the stream"],
  ["prime_float", PRIME, "prime.above_2_53", "floating-point"],
  ["prime_squares", PRIME, "prime.squares", "one step before the square root"],
  ["prime_one_recv", PRIME, "prime.bytewise", "takes one recv for one line"],
  ["prime_isdigit", PRIME, "prime.edges", "isdigit() knows no sign"],
  ["prime_words", PRIME, "prime.simple", "the single letter T, F or E"],
  ["prime_out_of_order", PRIME, "prime.glued", "in another order"],
  ["prime_udp_dies", primeUdpRules, "prime.udp_not_integers", "did not answer any more"],
  ["prime_udp_other_socket", primeUdpRules, "prime.udp_simple", "from another port"],
  ["prime_udp_ignores", primeUdpRules, "prime.udp_not_integers", "answered, too, with E"],
  ["calc_eval", CALC, "calc.no_eval", "evaluates Python"],
  ["calc_dies", CALC, "calc.errors", "ends your server or the session"],
  ["calc_integer_division", CALC, "calc.arithmetic", "divides integers"],
  ["files_no_size", FILES, "files.text", "the size is missing"],
  ["files_traversal", FILES, "files.traversal", "gives away files outside its folder"],
  ["files_prefix_check", FILES, "files.traversal", "gives away files outside its folder"],
  ["files_reads_to_end", FILES, "files.text", "for the end of the stream"],
  ["files_text_mode", FILES, "files.accents", "counts characters, not bytes"],
  ["files_text_mode", FILES, "files.binary", "reads the file as text"],
  ["files_hangs", FILES, "files.unknown", "waits for ever"],
  ["files_dies", FILES, "files.unknown", "ends the session without an answer"],
  ["files_no_reason", FILES, "files.unknown", "a line that describes the problem"],
  ["files_stays_open", FILES, "files.text", "has to be closed"],
  ["chat_sends_back", CHAT, "chat.not_back", "back to who said it"],
  ["chat_sends_pieces", CHAT, "chat.mixed", "mix with those of others"],
  ["chat_leaving_kills", CHAT, "chat.leaves", "when a client leaves"],
  ["chat_reset_kills", CHAT, "chat.reset", "breaks off kills the talk"],
  ["chat_in_turns", CHAT, "chat.any_order", "waits for one client in particular"],
  ["chat_no_line_end", CHAT, "chat.all", "without its line end"],
  ["echo_unchanged", CHAT, "chat.all", "one client at a time"],
];

for (const [server, rules, rule, diagnosis] of BROKEN) {
  peerTest(`${rule} finds what is wrong with ${server}: ${diagnosis}`, ["python3"], async () => {
    using fixtures = server.startsWith("files") ? FixtureFolder.create() : undefined;
    const one = rules(fixtures).filter(({ id }) => id === rule);
    await using subject = new ProgramTarget({
      words: ["python3", fromFileUrl(new URL(`servers/broken/${server}.py`, import.meta.url)), "{port}"],
      dir: fixtures?.dir,
      signal: new AbortController().signal,
    });
    const options = {
      seed: 1,
      timeout: 1500,
      framing: framingOf(rules),
      language: "en" as const,
      signal: new AbortController().signal,
    };
    const [result] = await Array.fromAsync(runCheck(one, subject, options));
    assertStringIncludes(result?.because ?? `${rule} ${result?.outcome}`, diagnosis);
  });
}

function framingOf(rules: unknown): "line" | "chunk" {
  return rules === MIRROR ? "chunk" : "line";
}
