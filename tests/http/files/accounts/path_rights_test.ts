import { assertEquals } from "@std/assert";
import { PathRights } from "../../../../mod/http/files/accounts/path_rights.ts";
import { accounts, users } from "./accounts.ts";

const CLASS = new PathRights(accounts(
  users("teacher", "anna", "ben", "guest") + `
[groups]
class = anna, ben
slow  = ben

[/]
teacher = manage
class = read
* = none

[/public]
* = read
slow = upload

[/exam]
teacher = manage

[/hand-in]
teacher = manage
class = upload
ben = none

[/pupils]
teacher = manage

[/pupils/{user}]
teacher = manage
{user} = read, upload

[/pupils/{user}/shown]
users = read

[/pupils/ben]
ben = manage
`,
));

/** A path, who, and what he may: r, u, m. */
const ROWS: readonly (readonly [path: string, who: string | undefined, may: string])[] = [
  ["", "teacher", "rum"],
  ["", "anna", "r"],
  ["", undefined, ""],
  ["", "guest", ""],
  ["anything/deep/x.txt", "anna", "r"],
  ["public", undefined, "r"],
  ["public/x", "guest", "r"],
  ["public/x", "ben", "ru"], // his group's, and what everybody may
  ["public/x", "teacher", "r"], // the section decides alone
  ["exam", "anna", ""],
  ["exam/x", "teacher", "rum"],
  ["EXAM/x", "anna", ""],
  ["exam.", "anna", ""],
  ["examen", "anna", "r"],
  ["hand-in/x", "anna", "u"],
  ["hand-in/x", "ben", ""], // his own line goes before his group's
  ["pupils", "anna", ""],
  ["pupils/anna", "anna", "ru"],
  ["pupils/ANNA/x", "anna", "ru"],
  ["pupils/anna/x", "guest", ""],
  ["pupils/anna", "teacher", "rum"],
  ["pupils/clara", "anna", ""],
  ["pupils/anna/shown/x", "guest", "r"],
  ["pupils/anna/shown", "anna", "r"],
  ["pupils/ben", "ben", "rum"], // written down, it goes before {user}
  ["pupils/ben", "teacher", ""],
  ["pupils/ben/shown", "guest", "r"], // but the longer path goes before both
];

Deno.test("PathRights: the longest path decides, alone, whatever way it is spelled", () => {
  for (const [path, who, may] of ROWS) {
    const grant = CLASS.grant(who, path === "" ? [] : path.split("/"));
    const told = `${grant.read ? "r" : ""}${grant.upload ? "u" : ""}${grant.manage ? "m" : ""}`;
    assertEquals([path, who, told], [path, who, may]);
  }
});

Deno.test("PathRights knows the way to what somebody may see, and what he may not take along", () => {
  const leads: [path: string, who: string | undefined, leads: boolean][] = [
    ["", undefined, true],
    ["exam", "anna", false],
    ["pupils", "anna", true],
    ["pupils", "guest", true], // what is shown
    ["pupils", undefined, false],
    ["pupils/ben", "teacher", true],
    ["public", undefined, false],
  ];
  for (const [path, who, way] of leads) {
    assertEquals([path, who, CLASS.leadsOn(who, path === "" ? [] : path.split("/"))], [path, who, way]);
  }
  const below: [path: string, who: string, manages: boolean][] = [
    ["", "teacher", false], // ben's own folder is not the teacher's
    ["exam", "teacher", true],
    ["pupils", "teacher", false],
    ["pupils/anna", "teacher", false], // shown is below, and only read
    ["pupils/anna/x", "teacher", true],
  ];
  for (const [path, who, manages] of below) {
    assertEquals([path, who, CLASS.managesBelow(who, path === "" ? [] : path.split("/"))], [
      path,
      who,
      manages,
    ]);
  }
});
