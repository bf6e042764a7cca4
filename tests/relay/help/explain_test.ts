import { assertEquals } from "@std/assert";
import { toFrench } from "../../../mod/i18n/french/to_french.ts";
import { parseArguments } from "../../../mod/relay/grammar/parse_arguments.ts";
import { explain } from "../../../mod/relay/help/explain.ts";
import { POSIX, testOn } from "../../_kit/test_on.ts";

Deno.test("explain() shows options as they were typed, and says in words what has a sentence", () => {
  // address, what stands behind "Left:"
  const cases: [address: string, sentence: string][] = [
    ["TCP:host:80,connect-timeout=0.5", "a TCP connection to host port 80 (connect-timeout=0.5)"],
    ["TCP:host:80,sp=7,nodelay", "a TCP connection to host port 80 (sp=7; nodelay)"],
    ["OPENSSL:host:443,verify=0", "a TLS connection to host port 443 (verify=0)"],
    ["-,escape=^]", "standard input and output (escape=^])"],
    ["WS:host:80,lines", "a WebSocket connection to host port 80 (each line is a message)"],
    ["TCP-LISTEN:80,fork=0", "a TCP connection that somebody makes to port 80 (fork=0)"],
  ];
  for (const [address, sentence] of cases) assertEquals(leftOf(address), sentence);
});

testOn(POSIX, "no program has a terminal of its own there", "explain() tells a terminal from pipes", () => {
  assertEquals(
    leftOf("EXEC:date,pty"),
    "the program date, through its standard input and output (a terminal instead of pipes)",
  );
});

/** What stands behind "Left:". */
function leftOf(address: string): string | undefined {
  return /^Left: {2}(.*)/.exec(explain(parseArguments([address, "PIPE"])))?.[1];
}

Deno.test("explain() separates what it says as French does", () => {
  const line = parseArguments(["WS:host:80,lines,ping=5", "PIPE"]);
  assertEquals(
    explain(line, toFrench).split("\n")[0],
    "À gauche\u00a0: une connexion WebSocket à host, port 80 (chaque ligne est un message\u00a0; ping=5)",
  );
});
