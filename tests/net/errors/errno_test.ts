import { assert, assertEquals } from "@std/assert";
import { constants } from "node:os";
import {
  codeOfNumber,
  ERRORS,
  parseSystemText,
  plainText,
  quotedNumbers,
} from "../../../mod/net/errors/errno.ts";
import type { System } from "../../../mod/system/system.ts";
import { systemErrors } from "../../../mod/i18n/french/system_errors.ts";
import { readText } from "../../_kit/read_text.ts";

/**
 * What each system calls its errors, from its published headers: errno.h of Linux, sys/errno.h of macOS,
 * WinError.h and Winsock2.h of Windows. The same number stands in several rows.
 */
const PUBLISHED: readonly [number, Partial<Record<System, string>>][] = [
  [2, { linux: "ENOENT", darwin: "ENOENT", windows: "ENOENT" }],
  [3, { windows: "ENOENT" }],
  [4, { linux: "EINTR", darwin: "EINTR", windows: "EMFILE" }],
  [5, { linux: "EIO", darwin: "EIO", windows: "EACCES" }],
  [8, { linux: "ENOEXEC", darwin: "ENOEXEC" }],
  [193, { windows: "ENOEXEC" }],
  [11, { linux: "EAGAIN" }],
  [13, { linux: "EACCES", darwin: "EACCES" }],
  [19, { windows: "EROFS" }],
  [21, { linux: "EISDIR", darwin: "EISDIR", windows: "ENOMEDIUM" }],
  [32, { linux: "EPIPE", darwin: "EPIPE", windows: "ERROR_SHARING_VIOLATION" }],
  [33, { windows: "ERROR_SHARING_VIOLATION" }],
  [35, { darwin: "EAGAIN" }],
  [38, { darwin: "ENOTSOCK" }],
  [39, { linux: "ENOTEMPTY", windows: "ENOSPC" }],
  [48, { darwin: "EADDRINUSE" }],
  [49, { darwin: "EADDRNOTAVAIL" }],
  [51, { darwin: "ENETUNREACH" }],
  [53, { darwin: "ECONNABORTED", windows: "ENOENT" }],
  [54, { darwin: "ECONNRESET" }],
  [55, { darwin: "ENOBUFS" }],
  [60, { darwin: "ETIMEDOUT" }],
  [61, { darwin: "ECONNREFUSED" }],
  [62, { darwin: "ELOOP" }],
  [63, { linux: "ENOSR", darwin: "ENAMETOOLONG" }],
  [64, { linux: "ENONET", darwin: "EHOSTDOWN", windows: "ECONNRESET" }],
  [65, { darwin: "EHOSTUNREACH", windows: "EACCES" }],
  [66, { darwin: "ENOTEMPTY" }],
  [69, { darwin: "EDQUOT" }],
  [70, { darwin: "ESTALE" }],
  [80, { windows: "EEXIST" }],
  [98, { linux: "EADDRINUSE", darwin: "ENOSR" }],
  [100, { linux: "ENETDOWN", darwin: "EPROTO" }],
  [104, { linux: "ECONNRESET" }],
  [109, { windows: "EPIPE" }],
  [111, { linux: "ECONNREFUSED", windows: "ENAMETOOLONG" }],
  [112, { linux: "EHOSTDOWN", windows: "ENOSPC" }],
  [116, { linux: "ESTALE" }],
  [123, { linux: "ENOMEDIUM", windows: "ERROR_INVALID_NAME" }],
  [145, { windows: "ENOTEMPTY" }],
  [183, { windows: "EEXIST" }],
  [206, { windows: "ENAMETOOLONG" }],
  [232, { windows: "EPIPE" }],
  [267, { windows: "ENOTDIR" }],
  [10013, { windows: "EACCES" }],
  [10024, { windows: "EMFILE" }],
  [10047, { windows: "EAFNOSUPPORT" }],
  [10048, { windows: "EADDRINUSE" }],
  [10049, { windows: "EADDRNOTAVAIL" }],
  [10051, { windows: "ENETUNREACH" }],
  [10052, { windows: "ENETRESET" }],
  [10053, { windows: "ECONNABORTED" }],
  [10054, { windows: "ECONNRESET" }],
  [10055, { windows: "ENOBUFS" }],
  [10060, { windows: "ETIMEDOUT" }],
  [10061, { windows: "ECONNREFUSED" }],
  [10065, { windows: "EHOSTUNREACH" }],
  [11001, { windows: "ENOTFOUND" }],
  [11002, { windows: "EAI_AGAIN" }],
  [11004, { windows: "ENOTFOUND" }],
];

Deno.test("codeOfNumber() looks a number up together with its system", () => {
  for (const [number, meant] of PUBLISHED) {
    for (const system of ["linux", "darwin", "windows"] as const) {
      if (meant[system] !== undefined) {
        assertEquals(codeOfNumber(number, system), meant[system], `${system} ${number}`);
      } else assert(codeOfNumber(number, system) !== Object.values(meant)[0], `${system} ${number}`);
    }
  }
});

Deno.test("every number means one thing on each system", () => {
  for (const system of [0, 1, 2]) {
    const numbers = Object.values(ERRORS).flatMap(({ on }) => system < 2 ? on[system]! : on.slice(2));
    const used = numbers.filter((number) => number !== 0);
    assertEquals(used.length, new Set(used).size);
  }
});

Deno.test({
  name: "the numbers of Linux are those of its own headers",
  ignore: Deno.build.os !== "linux",
  fn() {
    const headers: Readonly<Record<string, number>> = constants.errno;
    // The resolver's errors, Windows' own, and those that only another system has
    const elsewhere = Object.keys(ERRORS).filter((code) => ERRORS[code]!.on[0] === 0);
    for (const [code, { on: [linux] }] of Object.entries(ERRORS)) {
      if (elsewhere.includes(code)) continue;
      if (code in headers) assertEquals(linux, headers[code], code);
      else {assert(
          ["EHOSTDOWN", "ENOMEDIUM", "ENONET", "ESHUTDOWN"].includes(code),
          `${code} is in no header`,
        );}
    }
  },
});

/** Where Debian's cross compiler (gcc-mingw-w64) has the headers of Windows. */
const WINDOWS_HEADER = "/usr/x86_64-w64-mingw32/include/winerror.h";

Deno.test({
  name: "the numbers of Windows are those of its own headers",
  ignore: readText(WINDOWS_HEADER) === undefined,
  fn() {
    const names = new Map<number, string>();
    const row = /^#define\s+((?:ERROR|WSA)\w+)\s+(?:__MSABI_LONG\()?(\(WSABASEERR \+ )?(\d+)/gm;
    for (const [, name = "", winsock, number] of readText(WINDOWS_HEADER)!.matchAll(row)) {
      names.set(Number(number) + (winsock === undefined ? 0 : 10000), name);
    }
    const unknown: string[] = [];
    for (const [code, { on: [, , ...windows] }] of Object.entries(ERRORS)) {
      for (const number of windows) {
        const name = names.get(number);
        // Winsock names its errors after those of POSIX.
        const posix = name?.startsWith("WSAE") ? name.slice(3) : undefined;
        const same = posix === undefined || posix === code || ["EWOULDBLOCK", "EDISCON"].includes(posix);
        if (name === undefined || !same) unknown.push(`${number} ${code} ${name}`);
      }
    }
    assertEquals(unknown, ["1295 EDQUOT undefined"], "that header is older than ERROR_DISK_QUOTA_EXCEEDED");
  },
});

Deno.test("the runtime's message is taken apart, whatever language the system speaks", () => {
  const french = "Aucune connexion n’a pu être établie car l’ordinateur cible l’a expressément refusée.";
  assertEquals(
    ["No such file or directory (os error 2): open 'a (os error 5): b'", `${french} (os error 10061)`].map(
      parseSystemText,
    ),
    [
      { says: "No such file or directory", number: 2, call: "open 'a (os error 5): b'" },
      { says: french, number: 10061, call: "" },
    ],
  );
  assertEquals(parseSystemText("the upstream said: Connection reset by peer (os error 104)"), undefined);
  assertEquals(parseSystemText("ENOENT: no such file or directory, open '/a (os error 5)'"), undefined);
  assertEquals(quotedNumbers("worker 3 crashed: … (os error 24) … (os error 10024)"), [24, 10024]);
});

Deno.test("plainText() says it in our words, and leaves what it does not know", () => {
  for (
    const [text, system, plain] of [
      [
        "File not found. (os error 2): open 'a'",
        "windows",
        "No such file or directory (os error 2): open 'a'",
      ],
      ["Zugriff verweigert (os error 5)", "windows", "Permission denied (os error 5)"],
      [
        "Can't assign requested address (os error 49)",
        "darwin",
        "Cannot assign requested address (os error 49)",
      ],
      ["Protocol driver not attached (os error 49)", "linux", "Protocol driver not attached (os error 49)"],
      ["anything else", "linux", "anything else"],
    ] as const
  ) assertEquals(plainText(text, system), plain);
});

Deno.test("every sentence for an error has its French, and no other is translated", () => {
  const says = Object.values(ERRORS).map((each) => each.says);
  const small = says.map((sentence) => sentence[0]!.toLowerCase() + sentence.slice(1));
  assertEquals(Object.keys(systemErrors).sort(), [...new Set([...says, ...small])].sort());
});
