import { assertEquals, assertThrows } from "@std/assert";
import { decodePath, encodePath } from "../../../mod/http/files/decode_path.ts";
import { HttpError } from "../../../mod/http/wire/http_error.ts";

/** Spellings of a path, and the one that they are all equal to; `!` where relative addresses would miss. */
const SPELLINGS: readonly [spelling: string, plain: string][] = [
  ["/", "/"],
  ["/.", "/"],
  ["/./", "/"],
  ["/..", "/"],
  ["/../../", "/"],
  ["//", "/"],
  ["///", "/"],
  ["/%2e%2e/", "/ !"],
  ["/%2E", "/ !"],
  ["/a/..", "/"],
  ["/a/b/../..", "/"],
  ["/a", "/a"],
  ["//a", "/a"],
  ["/%61", "/a"],
  ["/./a", "/a"],
  ["/../a", "/a"],
  ["/b/../a", "/a"],
  ["/b/%2e%2E/a", "/a !"],
  ["/%2e/a", "/a !"],
  ["/b/.%2e/a", "/a !"],
  ["/b/c/../../a", "/a"],
  ["/b//../../a", "/a"],
  ["/a/", "/a/"],
  ["/a/.", "/a/"],
  ["/a/b/..", "/a/"],
  ["/a//", "/a/ !"],
  ["/a/%2e", "/a/ !"],
  ["//a/", "/a/"],
  ["/a/b", "/a/b"],
  ["/a//b", "/a/b !"],
  ["/a/./b", "/a/b"],
  ["/a/.//b", "/a/b !"],
  ["/a/%2e/b", "/a/b !"],
  ["/a/c/%2E./b", "/a/b !"],
  ["/...", "/..."],
  ["/.a/..b", "/.a/..b"],
  ["/%c3%a9", "/%C3%A9"],
  ["/%C3%a9", "/%C3%A9"],
  ["/\xc3\xa9", "/%C3%A9"],
  ["/a%20b", "/a%20b"],
  ["/a+b", "/a%2Bb"],
  ["/a%2bb", "/a%2Bb"],
  ["/~a", "/~a"],
  ["/%7Ea", "/~a"],
  ["/a&b;c=d,e@f!g$h", "/a%26b%3Bc%3Dd%2Ce%40f!g%24h"],
];

Deno.test("decodePath() takes equal spellings of an address for one", () => {
  for (const [spelling, equal] of SPELLINGS) {
    const { names, folder, plain } = decodePath(spelling);
    assertEquals(encodePath(names, folder && names.length > 0) || "/", equal.replace(" !", ""), spelling);
    assertEquals(plain, !equal.endsWith("!"), spelling);
  }
});

Deno.test("decodePath() tells how to get to the root from where the client is, below any prefix", () => {
  for (const [spelling] of SPELLINGS) {
    // Browsers take encoded dots for dots, and never send them; others do not.
    if (/%2e/i.test(spelling) || !spelling.startsWith("/") || spelling.startsWith("/..")) continue;
    const path = spelling.replace(/[\x80-\xff]/g, "x");
    for (const prefix of ["", "/under", "/two/deep"]) {
      const { toRoot } = decodePath(path);
      const reached = new URL(toRoot, `http://a${prefix}${path}`).pathname;
      assertEquals(reached.replace(/\/+$/, "/"), `${prefix}/`, prefix + spelling);
    }
  }
});

Deno.test("decodePath() refuses what is no name, wherever it stands", () => {
  for (
    const [path, status] of [["/a%2fb", 404], ["/%00", 404], ["/%", 400], ["/a/%zz/", 400], [
      "/%ff",
      400,
    ]] as const
  ) {
    const error = assertThrows(() => decodePath(path), HttpError);
    assertEquals(error.status, status, path);
  }
});
