import { assertEquals, assertThrows } from "@std/assert";
import { resolve } from "@std/path";
import { WrongOptions } from "../../../soak/_kit/typed_words.ts";
import { trialOptions } from "../../../soak/tls/trial_options.ts";

const NAMES = ["OPENSSL", "OPENSSL-LISTEN", "WSS"];

Deno.test("trialOptions() reads how much is asked, and of which forms", () => {
  assertEquals(
    trialOptions(["--mib", "3", "--sessions=4", "--resets", "5", "--seed", "6", "--bin", "x"], NAMES),
    {
      bytes: 3 * 1024 * 1024,
      sessions: 4,
      resets: 5,
      seed: 6,
      forms: NAMES,
      bin: resolve("x"),
    },
  );
  const forms = (only: string) => {
    const options = trialOptions(["--only", only], NAMES);
    return options === "help" ? [] : options.forms;
  };
  assertEquals(forms("OPENSSL"), ["OPENSSL"]);
  assertEquals(forms("OPENS"), ["OPENSSL", "OPENSSL-LISTEN"]);
  assertEquals(trialOptions(["--help"], NAMES), "help");
});

Deno.test("trialOptions() refuses what cannot be followed", () => {
  for (const words of [["--mib", "0"], ["--mib", "many"], ["--only", "FTP"], ["--minutes", "3"], ["more"]]) {
    assertThrows(() => trialOptions(words, NAMES), WrongOptions, undefined, words.join(" "));
  }
});
