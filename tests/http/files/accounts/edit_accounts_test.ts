import { assert, assertEquals, assertMatch } from "@std/assert";
import { parseAccounts } from "../../../../mod/http/files/accounts/accounts_text.ts";
import {
  addToGroup,
  newAccounts,
  newPassword,
  removeUser,
  setPassword,
} from "../../../../mod/http/files/accounts/edit_accounts.ts";
import { grantTable } from "../../../../mod/http/files/accounts/grant_table.ts";
import { accounts, HASH, users } from "./accounts.ts";

const WRITTEN = `# mine
[users]
  anna = ${HASH} 
# ben has left

[groups]
class = anna

[/]
class = read
anna = upload
`;

Deno.test("an accounts file is changed where it has to be, and stays as it was written elsewhere", () => {
  const other = HASH.replace("A$", "B$");
  const rows: [does: string, is: string, expected: string][] = [
    [
      "a new one",
      setPassword(WRITTEN, "ben", HASH),
      WRITTEN.replace(`${HASH} \n`, `${HASH} \nben = ${HASH}\n`),
    ],
    ["a new password", setPassword(WRITTEN, "ANNA", other), WRITTEN.replace(`${HASH} `, other)],
    ["a member", addToGroup(WRITTEN, "ben", "Class"), WRITTEN.replace("class = anna", "class = anna, ben")],
    ["a member already", addToGroup(WRITTEN, "Anna", "class"), WRITTEN],
    [
      "a group",
      addToGroup(WRITTEN, "ben", "b"),
      WRITTEN.replace("class = anna\n", "class = anna\nb = ben\n"),
    ],
    [
      "gone",
      removeUser(WRITTEN, "Anna"),
      WRITTEN.replace(`  anna = ${HASH} \n`, "").replace("class = anna", "class = ").replace(
        "anna = upload\n",
        "",
      ),
    ],
    ["Windows", setPassword("[users]\r\n[/]\r\n", "a", HASH), `[users]\r\na = ${HASH}\r\n[/]\r\n`],
    ["no section", setPassword("[/]\n* = read", "a", HASH), `[users]\na = ${HASH}\n\n[/]\n* = read\n`],
    ["empty", setPassword("", "a", HASH), `\n[users]\na = ${HASH}\n\n`],
  ];
  for (const [does, is, expected] of rows) assertEquals([does, is], [does, expected]);
});

Deno.test("a new accounts file is right, and its first account may do everything", () => {
  const text = newAccounts("me", HASH);
  assert(!Array.isArray(parseAccounts(text)));
  assertEquals(grantTable(accounts(text)), "me  /  manage\n");
  const grown = addToGroup(setPassword(text, "you", HASH), "you", "family");
  assert(!Array.isArray(parseAccounts(grown)));
});

Deno.test("grantTable() tells who may do what where", () => {
  const text = users("anna", "ben") +
    "[/]\nusers = read\n[/own/{user}]\n{user} = read, upload\n[/box]\n* = upload\nben = manage\n";
  assertEquals(
    grantTable(accounts(text)),
    `anna  /          read
anna  /own/anna  read, upload
anna  /box       upload
ben   /          read
ben   /own/ben   read, upload
ben   /box       manage
*     /box       upload
`,
  );
});

Deno.test("a password that is made can be dictated, and is another each time", () => {
  const made = new Set(Array.from({ length: 100 }, newPassword));
  assertEquals(made.size, 100);
  for (const each of made) assertMatch(each, /^[a-km-z2-9]{4}-[a-km-z2-9]{4}-[a-km-z2-9]{4}$/);
});
