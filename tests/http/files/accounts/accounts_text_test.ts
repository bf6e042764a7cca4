import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  type AccountsText,
  isAccountName,
  parseAccounts,
} from "../../../../mod/http/files/accounts/accounts_text.ts";
import {
  hashPassword,
  isPassword,
  parsePasswordHash,
} from "../../../../mod/http/files/accounts/password_hash.ts";
import { HASH } from "./accounts.ts";

Deno.test("an accounts file is read as it is documented", () => {
  const text = parseAccounts(
    `\uFEFF# a class\r\n[users]\r\nteacher = ${HASH}\r\n  Anna\t=${HASH}\r\nben=${HASH}\n\n[groups]\nclass = Anna , ben\n` +
      `[ / ]\nteacher = manage\nclass = read\n* = none\n[/hand in/{user}/]\n{user} = read, upload\nusers = upload\n`,
  );
  assert(!Array.isArray(text), JSON.stringify(text));
  const { users, groups, sections } = text as AccountsText;
  assertEquals([...users].map(([key, { name }]) => [key, name]), [["teacher", "teacher"], ["anna", "Anna"], [
    "ben",
    "ben",
  ]]);
  assertEquals([...groups.get("class")!], ["anna", "ben"]);
  const shown = sections.map(({ parts, grants }) => [
    parts.join("/"),
    ...[...grants].map(([who, { read, upload, manage }]) =>
      `${who} ${[read, upload, manage].map(Number).join("")}`
    ),
  ]);
  assertEquals(shown, [["", "teacher 111", "class 100", "* 000"], [
    "hand in/{user}",
    "{user} 110",
    "users 010",
  ]]);
});

Deno.test("what is wrong in an accounts file is told line by line, and nothing of it is taken", () => {
  const user = `[users]\nanna = ${HASH}\n`;
  const rows: [text: string, line: number, says: string][] = [
    ["", 1, "no section such as [/] says who may do what"],
    [user, 2, "no section such as [/]"],
    ["anna = read", 1, "stands before the first section"],
    ["[user]\n[/]\n", 1, "[user] is not [users], [groups] or a path"],
    ["[photos]\n[/]\n", 1, "is not [users], [groups] or a path"],
    ["[/\n", 1, "is not [users], [groups] or a path"],
    ["[users]\nanna secret\n[/]\n", 2, "is neither [a section] nor name = value"],
    ["[users]\nanna = secret\n[/]\n", 2, "no hash of a password"],
    ["[users]\nanna =\n[/]\n", 2, "no hash of a password"],
    ["[users]\nanna = $2y$10$abcdefghijklmnopqrstuv\n[/]\n", 2, "a hash of another kind than scrypt"],
    ["[users]\nanna = $apr1$abc$def\n[/]\n", 2, "a hash of another kind"],
    [`[users]\nanna = ${HASH.replace("ln=4", "ln=24")}\n[/]\n`, 2, "no hash of a password"],
    [`[users]\nan:na = ${HASH}\n[/]\n`, 2, '"an:na" is no name'],
    [`[users]\nan na = ${HASH}\n[/]\n`, 2, '"an na" is no name'],
    [`[users]\n.. = ${HASH}\n[/]\n`, 2, '".." is no name'],
    [`[users]\nusers = ${HASH}\n[/]\n`, 2, "is everybody in [users]"],
    [`${user}ANNA = ${HASH}\n[/]\n`, 3, "there is a ANNA already"],
    [`${user}[groups]\nAnna = anna\n[/]\n`, 4, "there is a Anna already"],
    [`${user}[groups]\nclass = anna, ben\n[/]\n`, 4, "ben is not in [users]"],
    ["[groups]\na =\nb = a\n[/]\n", 3, "a is not in [users]"],
    [`${user}[/]\nben = read\n`, 4, "ben is neither in [users] nor in [groups]"],
    [`${user}[/]\nanna = write\n`, 4, '"write" is not none, read, upload or manage'],
    [`${user}[/]\nanna =\n`, 4, '"" is not none, read, upload or manage'],
    [`${user}[/]\nanna = read, none\n`, 4, "is not none, read, upload or manage"],
    [`${user}[/]\nanna = read\nAnna = none\n`, 5, "Anna has been granted something in this section already"],
    [`${user}[/]\n{user} = read\n`, 4, "only where the path has {user} in it"],
    ["[/a/../b]\n", 1, '".." is no name of a file or folder'],
    ["[/a/{users}]\n", 1, '"{users}" is no name of a file or folder'],
    ["[/{user}/{user}]\n", 1, "{user} may stand once in a path"],
    ["[/Photos]\n[/photos/]\n", 2, "this path has its section in line 1"],
    ["[/é]\n[/e\u0301]\n", 2, "this path has its section in line 1"],
  ];
  for (const [text, line, says] of rows) {
    const faults = parseAccounts(text);
    assert(Array.isArray(faults), `taken: ${text}`);
    assertEquals([text, faults[0]?.line], [text, line]);
    assertStringIncludes(String(faults[0]!.sentence), says);
  }
});

Deno.test("all lines that are wrong are told at once, and no hash is told whole", () => {
  const faults = parseAccounts(`[users]\nanna = ${HASH}x$\nx\n[/]\nben = read\nclara = all\n`);
  assert(Array.isArray(faults));
  assertEquals(faults.map(({ line }) => line), [2, 3, 5, 6, 6]);
  assert(!faults.some(({ sentence }) => String(sentence).includes(HASH.slice(-20))));
});

Deno.test("a name of an account is one word that can be a folder's", () => {
  for (const name of ["anna", "Élodie", "anna.b", "anna@school.fr", "o'hara", "2b-07", "陈"]) {
    assertEquals([name, isAccountName(name)], [name, true]);
  }
  for (
    const name of [
      "",
      ".",
      "..",
      ".anna",
      "a b",
      "a/b",
      "a:b",
      "a=b",
      "@x",
      "*",
      "{user}",
      "a.",
      "x".repeat(65),
      "a\u202eb",
    ]
  ) {
    assertEquals([name, isAccountName(name)], [name, false]);
  }
});

Deno.test("passwords are kept as scrypt, in the form that other programs write", async () => {
  const kept = await hashPassword("pässword", { ln: 4, r: 8, p: 1 });
  const read = parsePasswordHash(kept)!;
  assertEquals([read.ln, read.r, read.p, read.salt.length, read.hash.length], [4, 8, 1, 16, 32]);
  assertEquals(await isPassword("pa\u0308ssword", read), true);
  assertEquals(await isPassword("password", read), false);
  // passlib's own example, for "password"
  const passlib = "$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E";
  assertEquals(await isPassword("password", parsePasswordHash(passlib)!), true);
  for (const wrong of ["ln=18,r=8,p=1", "ln=17,r=9,p=1", "ln=14,r=8,p=99", "ln=0,r=8,p=1", "ln=4,r=0,p=1"]) {
    assertEquals([wrong, parsePasswordHash(kept.replace("ln=4,r=8,p=1", wrong))], [wrong, undefined]);
  }
});
