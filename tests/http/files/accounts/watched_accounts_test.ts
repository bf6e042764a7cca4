import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { MOST_TEXT } from "../../../../mod/http/files/accounts/accounts_text.ts";
import { readAccounts, WatchedAccounts } from "../../../../mod/http/files/accounts/watched_accounts.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";
import { users } from "./accounts.ts";

const NEVER = 1_000_000_000;

Deno.test("a file that changes is read when it has stayed as it is, and what it said before stays while it is wrong", () => {
  using temp = new TempFolder();
  const path = temp.write("a.accounts", `${users("anna")}[/]\n`);
  const told: string[] = [];
  using watched = WatchedAccounts.open(path, {
    every: NEVER,
    onChange: (sentence) => told.push(String(sentence)),
  });
  const names = () => [...watched.text.users.keys()].join(" ");
  const look = (expected: string, sentences: number) => {
    watched.look();
    assertEquals([names(), told.length], [expected, sentences]);
  };
  look("anna", 0);
  temp.write("a.accounts", `${users("anna", "ben")}[/]\n`);
  look("anna", 0); // it may be half of it
  look("anna ben", 1);
  assertStringIncludes(told[0]!, "has changed and was read again");
  temp.write("a.accounts", `${users("clara")}[/\n`);
  look("anna ben", 1);
  look("anna ben", 2);
  assertStringIncludes(told[1]!, "line 3: [/ is not [users]");
  assertStringIncludes(told[1]!, "The accounts stay as they were before");
  look("anna ben", 2); // told once
  Deno.removeSync(path);
  look("anna ben", 2);
  look("anna ben", 3);
  temp.write("a.accounts", `${users("clara")}[/]\n`);
  look("anna ben", 3);
  look("clara", 4);
});

Deno.test("an accounts file that cannot be read is refused in a sentence", () => {
  using temp = new TempFolder();
  const rows: [path: string, says: string][] = [
    [`${temp.path}/none`, "There are no accounts in"],
    [temp.path, "it is not a file"],
    [temp.write("large", `#${"x".repeat(MOST_TEXT)}`), "it is too large"],
    [temp.write("latin", Uint8Array.of(0x23, 0xe9, 10)), "it is not UTF-8"],
    [temp.write("wrong", "x\n[/]\ny = read\n"), `line 1: "x" is neither [a section] nor name = value\n`],
  ];
  for (const [path, says] of rows) {
    assertStringIncludes(assertThrows(() => readAccounts(path), Error).message, says);
  }
});
