import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { toFrench } from "../../../mod/i18n/french/to_french.ts";
import { allTypes } from "../../../mod/relay/addresses/registry.ts";
import { GrammarError } from "../../../mod/relay/grammar/grammar_error.ts";
import { addressHelpText } from "../../../mod/relay/help/address_help.ts";
import { allOptions } from "../../../mod/relay/options/option_table.ts";
import { RelayError } from "../../../mod/relay/relay_endpoint.ts";
import { POSIX, testOn } from "../../_kit/test_on.ts";

/** The part of a help under a heading. */
function part(text: string, heading: string): string[] {
  const lines = text.split("\n");
  const from = lines.indexOf(heading);
  if (from < 0) return [];
  const to = lines.indexOf("", from);
  return lines.slice(from + 1, to < 0 ? undefined : to);
}

Deno.test("help for an address says what becomes of each option there", () => {
  const text = addressHelpText("tcp4-listen", 2, undefined, "linux");
  assertStringIncludes(text, "TCP4-LISTEN:PORT  TCP4-L  INET4-LISTEN  INET4-L\n");
  const first = (heading: string) => part(text, heading).map((line) => line.trim().split(" ")[0]);
  assert(first("Options:").includes("backlog"));
  assert(!first("Options:").includes("connect-timeout"));
  const words = (heading: string) => part(text, heading).join(" ").split(/ +/);
  assert(words("Accepted, without effect here:").includes("connect-timeout"));
  assert(words("Not possible here:").includes("ip-pktinfo"));
  assert(
    words("Not possible here:").includes("user"),
    "TCP4-LISTEN makes no name that could belong to somebody",
  );
  assertEquals(text.includes("unlink"), false, "it has no name in the file system");
});

Deno.test("help for an address tells of every option that fits it, once, and of no other", () => {
  for (const type of allTypes()) {
    const names = addressHelpText(type.keyword, 2, undefined, "linux").split("\n").slice(3)
      .flatMap((line) =>
        /^ {4}\S+ {2}|^ {4}\S+$/.test(line) ? [line.trim().split(" ")[0]!] : line.trim().split(" ")
      );
    for (const { name, group } of allOptions()) {
      const count = names.filter((each) => each === name).length;
      const fits = group === "any" || type.groups.includes(group);
      if (fits) assert(count >= 1, `${type.keyword}: ${name}`);
    }
  }
});

Deno.test("help is given for an address as it stands in a command line, and for both parts of one", () => {
  assertEquals(addressHelpText("TCP-LISTEN:80,fork", 0), addressHelpText("TCP-L", 0));
  assertStringIncludes(addressHelpText("STDIN!!./file", 0), "GOPEN:FILENAME");
  assertStringIncludes(addressHelpText("3", 0), "FD:NUM");
  assertStringIncludes(addressHelpText("EXEC", 0, toFrench), "le programme");
});

testOn(POSIX, "there are no pseudo terminals", "help for a program names the modes of its terminal", () => {
  assertStringIncludes(addressHelpText("EXEC", 0), "Modes of its terminal, with pty:");
});

Deno.test("help for what is no address says so, and for one that cannot be had says why", () => {
  assertThrows(() => addressHelpText("TCP-LITSEN", 0), GrammarError, 'unknown device/address "TCP-LITSEN"');
  assertThrows(() => addressHelpText("SCTP-LISTEN", 0), RelayError, "it has no SCTP");
});
