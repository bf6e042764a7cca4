import { assert, assertEquals } from "@std/assert";
import { type AccountsText, parseAccounts } from "../../mod/http/files/accounts/accounts_text.ts";
import { addToGroup, removeUser, setPassword } from "../../mod/http/files/accounts/edit_accounts.ts";
import { grantTable } from "../../mod/http/files/accounts/grant_table.ts";
import { PathRights } from "../../mod/http/files/accounts/path_rights.ts";
import { accounts, HASH, users } from "../http/files/accounts/accounts.ts";
import { anyText, fc, property, textOf } from "../_kit/property.ts";

const NAMES = ["anna", "ben", "clara"];
const line = () =>
  fc.oneof(
    textOf(
      "[",
      "]",
      "/",
      "=",
      ",",
      "anna",
      "ben",
      "{user}",
      "*",
      "users",
      "read",
      "none",
      "manage",
      "#",
      " ",
    ),
    fc.constantFrom(
      "[users]",
      "[groups]",
      "[/]",
      "[/a]",
      "[/a/{user}]",
      `anna = ${HASH}`,
      `ben = ${HASH}`,
      "anna = read",
    ),
    anyText(),
  );

property(
  "parseAccounts() reads a text or says what is wrong with it, line by line, and never breaks",
  fc.array(line(), { maxLength: 12 }),
  (lines) => {
    const read = parseAccounts(lines.join("\n"));
    if (!Array.isArray(read)) return void grantTable(read);
    assert(read.length > 0);
    const count = lines.join("\n").split(/\r\n|\n|\r/).length;
    for (const { line } of read) assert(line >= 1 && line <= count, `${line} of ${count}`);
  },
);

property(
  "an accounts file stays right, and says the same of others, whatever is done to an account in it",
  fc.tuple(
    fc.array(fc.constantFrom("# x", "", "[/a]", "[/b]", "users = read", "anna = upload"), { maxLength: 8 }),
    fc.array(fc.tuple(fc.constantFrom("set", "group", "remove"), fc.constantFrom("ben", "clara")), {
      maxLength: 6,
    }),
  ),
  ([lines, changes]) => {
    const start = `${users("anna", "ben", "clara")}[groups]\ng = ben, anna\n[/]\n${lines.join("\n")}\n`;
    if (Array.isArray(parseAccounts(start))) return;
    let text = start;
    for (const [change, name] of changes) {
      if (change === "set") text = setPassword(text, name, HASH);
      else if (change === "remove") text = removeUser(text, name);
      else text = addToGroup(setPassword(text, name, HASH), name, "g");
    }
    const told = (which: string) =>
      grantTable(accounts(which)).split("\n").filter((row) => row.startsWith("anna")).map((row) =>
        row.replace(/ +/g, " ")
      );
    assertEquals(told(text), told(start));
  },
);

const PATH = fc.array(fc.constantFrom("a", "A", "b", "{user}", "anna", "ben", "c."), { maxLength: 4 });

property(
  "PathRights grants nothing by another spelling that it does not grant by the first, and manages only what it reads",
  fc.tuple(
    fc.array(fc.tuple(PATH, fc.constantFrom("read", "upload", "manage", "none")), { maxLength: 6 }),
    PATH,
  ),
  ([sections, path]) => {
    const text = users(...NAMES) +
      sections.map(([parts, rights]) => `[/${parts.join("/")}]\nanna = ${rights}\n`).join("") + "[/z]\n";
    const read = parseAccounts(text);
    if (Array.isArray(read)) return;
    const rights = new PathRights(read as AccountsText);
    for (const user of [...NAMES, undefined]) {
      const grant = rights.grant(user, path);
      assertEquals(rights.grant(user, path.map((name) => name.toUpperCase())), grant);
      if (grant.manage) assert(grant.read && grant.upload);
      if (user !== "anna") assertEquals(grant, { read: false, upload: false, manage: false });
      if (grant.read) {
        for (let depth = 0; depth < path.length; depth++) {
          assert(rights.leadsOn(user, path.slice(0, depth)) || rights.grant(user, path.slice(0, depth)).read);
        }
      }
    }
  },
);
