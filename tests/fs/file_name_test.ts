import { assert, assertEquals } from "@std/assert";
import {
  distinctNames,
  foldedName,
  isHiddenName,
  isShortName,
  isUnfinishedName,
  type NameSystem,
  numberedName,
  otherForms,
  portableName,
  refusalOf,
  savedName,
} from "../../mod/fs/file_name.ts";

/*
A name, where it may be served (l Linux, m macOS, w Windows), what it becomes in archives, shares and
uploads, and under which name a client saves it. `=`: it stays as it is; `-`: nothing is left of it.
*/
const NFD = "e\u0301";
const ROWS: readonly (readonly [name: string, served: string, kept: string, saved: string])[] = [
  // Plain ones
  ["a", "lmw", "=", "="],
  ["a.txt", "lmw", "=", "="],
  ["a.tar.gz", "lmw", "=", "="],
  ["a b c.txt", "lmw", "=", "="],
  ["a..b", "lmw", "=", "="],
  ["-rf", "lmw", "=", "="],
  ["~", "lmw", "=", "="],
  ["#1%2e&'()+,;=@[]^`{}!$.txt", "lmw", "=", "="],
  ["%2e%2e%2f", "lmw", "=", "="],
  ["été.txt", "lmw", "=", "="],
  [`${NFD}t${NFD}.txt`, "lmw", "=", "="],
  ["文件.txt", "lmw", "=", "="],
  ["🦆.png", "lmw", "=", "="],
  ["👩\u200d💻.jpg", "lmw", "=", "="],
  ["نیم\u200cفاصله.txt", "lmw", "=", "="],
  // Devices
  ["con", "lm", "_con", "_con"],
  ["CON", "lm", "_CON", "_CON"],
  ["PRN", "lm", "_PRN", "_PRN"],
  ["aux.c", "lm", "_aux.c", "_aux.c"],
  ["AUX.tar.gz", "lm", "_AUX.tar.gz", "_AUX.tar.gz"],
  ["nul", "lm", "_nul", "_nul"],
  ["NUL.txt", "lm", "_NUL.txt", "_NUL.txt"],
  ["NUL .txt", "lm", "_NUL .txt", "_NUL .txt"],
  ["NUL   .txt", "lm", "_NUL   .txt", "_NUL   .txt"],
  ["nul.", "lm", "_nul", "_nul"],
  ["nul. . .", "lm", "_nul", "_nul"],
  ["nul:", "lm", "nul_", "nul_"],
  ["COM0", "lm", "_COM0", "_COM0"],
  ["COM1", "lm", "_COM1", "_COM1"],
  ["com9.log", "lm", "_com9.log", "_com9.log"],
  ["COM10", "lmw", "=", "="],
  ["LPT0", "lm", "_LPT0", "_LPT0"],
  ["lpt9", "lm", "_lpt9", "_lpt9"],
  ["COM¹", "lm", "_COM¹", "_COM¹"],
  ["LPT².txt", "lm", "_LPT².txt", "_LPT².txt"],
  ["com³ .x", "lm", "_com³ .x", "_com³ .x"],
  ["COM⁴", "lmw", "=", "="],
  ["CONIN$", "lm", "_CONIN$", "_CONIN$"],
  ["conout$.txt", "lm", "_conout$.txt", "_conout$.txt"],
  ["console", "lmw", "=", "="],
  ["context.txt", "lmw", "=", "="],
  ["null", "lmw", "=", "="],
  ["a.con", "lmw", "=", "="],
  ["xnul.txt", "lmw", "=", "="],
  [" nul", "lmw", "=", "_nul"],
  // Ends
  ["a.", "lm", "a", "a"],
  ["a...", "lm", "a", "a"],
  ["a ", "lm", "a", "a"],
  ["a . .", "lm", "a", "a"],
  ["a.txt.", "lm", "a.txt", "a.txt"],
  ["a\u00a0", "lmw", "=", "a"],
  [" a", "lmw", "=", "a"],
  ["...", "lm", "-", "-"],
  [" ", "lm", "-", "-"],
  // Colons: drives and streams
  ["12:30.txt", "lm", "12_30.txt", "12_30.txt"],
  ["C:", "lm", "C_", "C_"],
  ["C:x", "lm", "C_x", "C_x"],
  ["Q: why?.txt", "lm", "Q_ why_.txt", "Q_ why_.txt"],
  ["a.txt:b", "lm", "a.txt_b", "a.txt_b"],
  ["a.txt::$DATA", "lm", "a.txt__$DATA", "a.txt__$DATA"],
  [":", "lm", "_", "_"],
  // Separators
  ["back\\slash", "lm", "back_slash", "back_slash"],
  ["..\\up", "lm", ".._up", "up"],
  ["C:\\x", "lm", "C__x", "x"],
  ["\\\\server\\share", "lm", "__server_share", "share"],
  ["\\\\?\\C:\\x", "lm", "____C__x", "x"],
  ["a/b", "", "a_b", "b"],
  ["a/", "", "a_", "-"],
  [".", "", "-", "-"],
  ["..", "", "-", "-"],
  ["", "", "-", "-"],
  // What Windows forbids
  ["a<b", "lm", "a_b", "a_b"],
  ["a>b", "lm", "a_b", "a_b"],
  ['is "it"', "lm", "is _it_", "is _it_"],
  ["a|b", "lm", "a_b", "a_b"],
  ["what?.txt", "lm", "what_.txt", "what_.txt"],
  ["*.txt", "lm", "_.txt", "_.txt"],
  // Characters that steer, turn, or show nothing
  ["a\0b", "", "a_b", "a_b"],
  ["a\nb", "", "a_b", "a_b"],
  ["a\rb", "", "a_b", "a_b"],
  ["Icon\r", "", "Icon_", "Icon"],
  ["a\tb", "lm", "a_b", "a_b"],
  ["\x1b[2J", "lm", "_[2J", "_[2J"],
  ["a\x7fb", "lmw", "a_b", "a_b"],
  ["a\x85b", "lmw", "a_b", "a_b"],
  ["a\u2028b", "lmw", "a_b", "a_b"],
  ["a\u2029b", "lmw", "a_b", "a_b"],
  ["a\u202etxt.exe", "lmw", "a_txt.exe", "a_txt.exe"],
  ["a\u2066b", "lmw", "a_b", "a_b"],
  ["a\u00adb", "lmw", "a_b", "a_b"],
  ["\ufeffa", "lmw", "_a", "a"],
  ["a\u200db", "lmw", "a_b", "a_b"],
  ["é\u200d\u200dé", "lmw", "é__é", "é__é"],
  ["a\uffffb", "lmw", "a_b", "a_b"],
  ["bad\ufffd", "", "bad_", "bad_"],
  ["a\ud800b", "lmw", "a_b", "a_b"],
  // Hidden ones
  [".env", "lmw", "=", "_env"],
  ["..hidden", "lmw", "=", "_.hidden"],
  [" .profile", "lmw", "=", "_profile"],
  [".nul", "lmw", "=", "_nul"],
  ["\u200c.env", "lmw", "_.env", "_.env"],
  ["\ufe00.env", "lmw", "=", "_env"],
  [".netlab-0f0f.part", "lmw", "=", "_netlab-0f0f.part"],
  ["desktop.ini", "lmw", "=", "_desktop.ini"],
  ["Thumbs.db", "lmw", "=", "_Thumbs.db"],
  ["thumbs.db.txt", "lmw", "=", "="],
  // Short names are names
  ["PROGRA~1", "lmw", "=", "="],
  ["GIT~1.TXT", "lmw", "=", "="],
  // Long ones
  ["x".repeat(255), "lmw", "=", "x".repeat(230)],
  [`${"x".repeat(251)}.txt`, "lmw", "=", `${"x".repeat(226)}.txt`],
  [`${"x".repeat(300)}.txt`, "lmw", `${"x".repeat(251)}.txt`, `${"x".repeat(226)}.txt`],
  [`${"文".repeat(255)}.txt`, "lmw", `${"文".repeat(83)}.txt`, `${"文".repeat(75)}.txt`],
  [`${"🦆".repeat(100)}`, "lmw", "🦆".repeat(63), "🦆".repeat(57)],
  [`CON${" ".repeat(300)}b.txt`, "lmw", `_CON${" ".repeat(247)}.txt`, `_CON${" ".repeat(222)}.txt`],
];
const SYSTEMS: Readonly<Record<string, NameSystem>> = { l: "linux", m: "darwin", w: "windows" };

Deno.test("each name is served where it is one entry, and becomes the same name on every system", () => {
  assert(ROWS.length >= 100);
  const told = (name: string, becomes: string | undefined) =>
    becomes === undefined ? "-" : becomes === name ? "=" : becomes;
  for (const [name, served, kept, saved] of ROWS) {
    const where = Object.entries(SYSTEMS).filter(([, system]) => refusalOf(name, system) === undefined);
    assertEquals(
      [where.map(([letter]) => letter).join(""), told(name, portableName(name)), told(name, savedName(name))],
      [served, kept, saved],
      JSON.stringify(name),
    );
  }
});

Deno.test("refusalOf() tells what cannot be said from what would be something else", () => {
  const rows: [string, string | undefined][] = [
    ["a", undefined],
    ["a\n", "not_a_name"],
    ["a\r", "not_a_name"],
    ["a\0", "not_a_name"],
    ["\ufffd", "not_a_name"],
    ["..", "not_below"],
    ["a/b", "not_below"],
    ["NUL", "not_below"],
    ["a:b", "not_below"],
    ["a\\b", "not_below"],
  ];
  for (const [name, code] of rows) assertEquals(refusalOf(name, "windows"), code, JSON.stringify(name));
});

Deno.test("hidden names are hidden however a forgiving disk lets them be spelled", () => {
  const hidden = [".env", "...", "\u200b.env", "\ufe00.env", "\u034f.git", "Desktop.INI", "thumbs.db"];
  for (const name of [...hidden, "System Volume Information", "$Recycle.Bin", "de\u017fktop.ini"]) {
    assert(isHiddenName(name), JSON.stringify(name));
  }
  for (const name of ["env", " .env", "_.env", "desktop.init", "a.", "é"]) {
    assert(!isHiddenName(name), JSON.stringify(name));
  }
  for (const name of [".netlab-1", ".NETLAB-1.PART", ".net\u200dlab-1", "\ufeff.netlab-"]) {
    assert(isUnfinishedName(name), JSON.stringify(name));
  }
  assert(!isUnfinishedName(".netlab") && !isUnfinishedName("netlab-1"));
});

Deno.test("foldedName() is one for names that are one on some disk", () => {
  const same = [["A", "a"], ["É", `${NFD}`], ["Straße", "STRASSE"], ["a.", "a"], ["K", "\u212a"], [
    "a\u200db",
    "ab",
  ]];
  for (const [one, other] of same) assertEquals(foldedName(one!), foldedName(other!), one);
  const others = [["a", "b"], ["e", "é"], ["a.txt", "a_txt"], [" a", "a"], ["i", "ı̇"]];
  for (const [one, other] of others) assert(foldedName(one!) !== foldedName(other!), one);
});

Deno.test("isShortName() knows what may be a second name", () => {
  for (const name of ["PROGRA~1", "GIT~1", "ENV~1.TXT", "a~12.x", "~1", "ABCDE~10", "NETLAB~1.PAR"]) {
    assert(isShortName(name), name);
  }
  for (const name of ["a", "~", "a~", "a~b", "a~1b", "longname~1", "a~1.html", "a~1.b.c"]) {
    assert(!isShortName(name), name);
  }
});

Deno.test("distinctNames() keeps what can stay, and numbers what falls together", () => {
  const rows: [string[], string[]][] = [
    [["a", "b"], ["a", "b"]],
    [["A", "a", "a (1)"], ["A", "a (2)", "a (1)"]],
    [["a:b.txt", "a_b.txt"], ["a_b (1).txt", "a_b.txt"]],
    [["a:b", "a?b", "a*b"], ["a_b", "a_b (1)", "a_b (2)"]],
    [["é", NFD], ["é", `${NFD} (1)`]],
    [["x.", "x", "x "], ["x (1)", "x", "x (2)"]],
    [["...", " "], ["_", "_ (1)"]],
    [["con", "_CON"], ["_con (1)", "_CON"]],
    [[".env", ".ENV"], [".env", ".ENV (1)"]],
  ];
  for (const [names, distinct] of rows) assertEquals(distinctNames(names), distinct, names.join());
});

Deno.test("a number leaves a name within what disks take", () => {
  assertEquals(numberedName("report.pdf", 2), "report (2).pdf");
  assertEquals(numberedName(`${"x".repeat(251)}.txt`, 9999), `${"x".repeat(244)} (9999).txt`);
  assertEquals(new TextEncoder().encode(numberedName("é".repeat(127), 12)).length, 255);
});

Deno.test("otherForms() are the composed and the decomposed one", () => {
  assertEquals(otherForms("a"), []);
  assertEquals(otherForms("é"), [NFD]);
  assertEquals(otherForms(NFD), ["é"]);
  assertEquals(otherForms(`é${NFD}`), ["éé", `${NFD}${NFD}`]);
});
