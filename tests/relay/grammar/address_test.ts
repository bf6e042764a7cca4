import { assertEquals, assertThrows } from "@std/assert";
import { parseAddress, type SingleAddress } from "../../../mod/relay/grammar/address.ts";
import { GrammarError } from "../../../mod/relay/grammar/grammar_error.ts";

function single(text: string): SingleAddress {
  const address = parseAddress(text);
  if (address.kind !== "single") throw new Error(`${text} is dual`);
  return address;
}

Deno.test("parseAddress() finds keyword, parameters and options with their places", () => {
  const address = single("TCP-LISTEN:8080,fork,bind=127.0.0.1");
  assertEquals(address.keyword, "TCP-LISTEN");
  assertEquals(address.parameters, ["8080"]);
  assertEquals(address.options, [
    { name: "fork", value: undefined, at: 16 },
    { name: "bind", value: "127.0.0.1", at: 21 },
  ]);
});

Deno.test("parseAddress() lets a value have colons and equals signs", () => {
  assertEquals(single("UDP:h:1,ip-add-membership=224.1.1.1:lo,x=a=b").options.map((o) => o.value), [
    "224.1.1.1:lo",
    "a=b",
  ]);
});

Deno.test("parseAddress() ignores superfluous commas", () => {
  assertEquals(single("PIPE,,ignoreeof,").options.map((option) => option.name), ["ignoreeof"]);
});

Deno.test("parseAddress() splits dual addresses, each with its options", () => {
  const address = parseAddress("STDIN,ignoreeof!!OPEN:'a!!b',append");
  if (address.kind !== "dual") throw new Error("not dual");
  assertEquals([address.read.keyword, address.write.keyword], ["STDIN", "OPEN"]);
  assertEquals(address.write.parameters, ["a!!b"]);
});

Deno.test("parseAddress() refuses a third part and a blank after a comma", () => {
  assertEquals(assertThrows(() => parseAddress("a!!b!!c"), GrammarError).at, 4);
  const blank = assertThrows(() => parseAddress("PIPE, fork"), GrammarError);
  assertEquals(blank.pointer, "  PIPE, fork\n       ^ no blank after a comma");
});

Deno.test("parseAddress() survives anything: a parse or a GrammarError, never another", () => {
  const alphabet = "aT1:,=!'\"()[]{}\\ -/.\n";
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  for (let round = 0; round < 20_000; round++) {
    const text = Array.from({ length: random(24) }, () => alphabet[random(alphabet.length)]).join("");
    try {
      parseAddress(text);
    } catch (error) {
      if (!(error instanceof GrammarError)) throw new Error(`${JSON.stringify(text)}: ${error}`);
      assertEquals(error.at >= 0 && error.at <= text.length, true);
    }
  }
});
