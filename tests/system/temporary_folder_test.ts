import { assertEquals } from "@std/assert";
import { temporaryFolder } from "../../mod/system/temporary_folder.ts";
import type { System } from "../../mod/system/system.ts";

Deno.test("temporaryFolder() is the one that programs of the system use", () => {
  const raw = String.raw;
  // system, environment, folder
  const cases: [System, Record<string, string>, string][] = [
    ["linux", {}, "/tmp"],
    ["linux", { TMPDIR: "/var/tmp", TEMP: "/x" }, "/var/tmp"],
    ["darwin", { TMPDIR: "/var/folders/zz/T/" }, "/var/folders/zz/T/"],
    ["windows", { TMP: raw`C:\a`, TEMP: raw`C:\b`, TMPDIR: "/tmp" }, raw`C:\a`],
    ["windows", { TEMP: raw`C:\b`, TMPDIR: "/tmp" }, raw`C:\b`],
    ["windows", { LOCALAPPDATA: raw`C:\Users\x\AppData\Local` }, raw`C:\Users\x\AppData\Local\Temp`],
    ["windows", { SYSTEMROOT: raw`D:\Windows` }, raw`D:\Windows\Temp`],
    ["windows", {}, raw`C:\Windows\Temp`],
  ];
  for (const [system, env, folder] of cases) {
    assertEquals(temporaryFolder((name) => env[name], system), folder);
  }
});
