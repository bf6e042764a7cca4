import { assertEquals } from "@std/assert";
import { moduleUrl } from "../../mod/system/module_url.ts";
import { type System, thisSystem } from "../../mod/system/system.ts";

const raw = String.raw;

/** A module as it is named, and its URL by the family of systems; the library that knows paths knows one system. */
const MODULES: readonly [name: string, posix: string | undefined, windows: string | undefined][] = [
  ["https://example.org/a.ts", "https://example.org/a.ts", "https://example.org/a.ts"],
  ["file:///a%20b/c.ts", "file:///a%20b/c.ts", "file:///a%20b/c.ts"],
  ["npm:x@1/y", "npm:x@1/y", "npm:x@1/y"],
  ["data:text/javascript,0", "data:text/javascript,0", "data:text/javascript,0"],
  ["http://", undefined, undefined],
  ["./a.ts", undefined, undefined],
  ["a.ts", undefined, undefined],
  ["", undefined, undefined],
  ["/a b/c#d/e%20f/g?h/é.ts", "file:///a%20b/c%23d/e%2520f/g%3Fh/%C3%A9.ts", undefined],
  [raw`C:\a b\c#d\e%20f\é.ts`, undefined, "file:///C:/a%20b/c%23d/e%2520f/%C3%A9.ts"],
  ["C:/a b/c#d.ts", undefined, "file:///C:/a%20b/c%23d.ts"],
  [raw`\\host\share\a b.ts`, undefined, "file://host/share/a%20b.ts"],
];

Deno.test("moduleUrl() takes URLs and absolute paths, and keeps what is special in a URL in the name", () => {
  const system: System = thisSystem();
  for (const [name, posix, windows] of MODULES) {
    if (system === "windows" && name.startsWith("/")) continue; // a path on the current drive
    assertEquals(moduleUrl(name), system === "windows" ? windows : posix, name);
  }
});
