import { assertEquals, assertThrows } from "@std/assert";
import { findProgram, type ProgramLookup } from "../../mod/system/find_program.ts";
import { interpreterOf } from "../../mod/system/interpreter.ts";
import { startable } from "../../mod/system/start_words.ts";
import { startFailure } from "../../mod/check/targets/start_failure.ts";
import { type System, SYSTEMS } from "../../mod/system/system.ts";

/** A machine with these files. */
function machine(system: System, files: readonly string[]): ProgramLookup {
  const windows = system === "windows";
  const variables: Record<string, string> = {
    PATH: windows ? String.raw`C:\Windows;;C:\Program Files\nodejs` : "/usr/bin::/opt/my bin",
    PATHEXT: ".COM;.EXE;.BAT;.CMD",
  };
  const known = files.map((each) => windows ? each.toLowerCase() : each);
  return {
    system,
    env: (name) => variables[name],
    isFile: (path) => known.includes(windows ? path.toLowerCase() : path),
    folder: () => windows ? String.raw`C:\work here` : "/work here",
  };
}

const raw = String.raw;
const NODE = raw`C:\Program Files\nodejs`;

Deno.test("findProgram() finds what the system's own shell finds", () => {
  // system, files, name, the file that is found
  const cases: [System, string[], string, string | undefined][] = [
    ["linux", ["/opt/my bin/npx"], "npx", "/opt/my bin/npx"],
    ["linux", ["/usr/bin/npx.cmd"], "npx", undefined],
    ["linux", ["/work here/server"], "server", undefined],
    ["darwin", ["./server"], "./server", "./server"],
    ["windows", [raw`${NODE}\npx.cmd`], "npx", raw`${NODE}\npx.cmd`],
    ["windows", [raw`${NODE}\npx`, raw`${NODE}\npx.cmd`], "npx", raw`${NODE}\npx.cmd`],
    ["windows", [raw`C:\Windows\curl.exe`, raw`${NODE}\curl.cmd`], "curl", raw`C:\Windows\curl.exe`],
    ["windows", [raw`C:\Windows\curl.exe`], "CURL.EXE", raw`C:\Windows\CURL.EXE`],
    ["windows", [raw`C:\work here\server.bat`], "server", raw`C:\work here\server.bat`],
    ["windows", [raw`C:\work here\bin\server.bat`], raw`bin\server`, raw`C:\work here\bin\server.bat`],
    ["windows", [raw`D:\x\server.exe`], raw`D:\x\server`, raw`D:\x\server.exe`],
    ["windows", [raw`\\host\share\server.exe`], raw`\\host\share\server`, raw`\\host\share\server.exe`],
    ["windows", [raw`C:\Windows\bin\server.exe`], raw`bin\server`, undefined],
    ["windows", [], "server", undefined],
  ];
  for (const [system, files, name, found] of cases) {
    const at = findProgram(name, machine(system, files));
    assertEquals(
      system === "windows" ? at?.toLowerCase() : at,
      system === "windows" ? found?.toLowerCase() : found,
    );
  }
});

Deno.test("startable() gives a batch file to cmd, every argument in quotes, and everything else as it is", () => {
  const windows = machine("windows", [raw`${NODE}\npx.cmd`, raw`C:\work here\server.exe`]);
  assertEquals(startable(["npx", "serve", "-l", "a b&c|d^e!f", raw`C:\dir` + "\\"], windows), {
    program: "cmd.exe",
    args: [
      "/d",
      "/e:on",
      "/v:off",
      "/s",
      "/c",
      raw`""${NODE}\npx.cmd" "serve" "-l" "a b&c|d^e!f" "C:\dir\\""`,
    ],
    rawArguments: true,
  });
  assertEquals(startable(["server", "a b"], windows), {
    program: raw`C:\work here\server.exe`,
    args: ["a b"],
    rawArguments: false,
  });
  for (const system of SYSTEMS) {
    assertEquals(startable(["nowhere", "x y"], machine(system, [])), {
      program: "nowhere",
      args: ["x y"],
      rawArguments: false,
    });
  }
});

Deno.test("startable() refuses an argument that cmd would not take for one", () => {
  const windows = machine("windows", [raw`${NODE}\npx.cmd`]);
  for (const argument of ['x" & calc "', "%PATH%", "a\nb", "a\rb", "a\0b"]) {
    assertThrows(() => startable(["npx", argument], windows), Error, "a batch file cannot be given");
  }
});

Deno.test("interpreterOf() names what is installed, and the usual command where nothing is", () => {
  // system, files, script, interpreter
  const cases: [System, string[], string, string | undefined][] = [
    ["linux", ["/usr/bin/python3"], "server.py", "python3"],
    ["linux", ["/usr/bin/python"], "server.py", "python"],
    ["darwin", [], "server.py", "python3"],
    ["windows", [raw`C:\Windows\py.exe`, raw`C:\Windows\python3.exe`], "server.py", "py -3"],
    ["windows", [raw`C:\Windows\python.exe`, raw`C:\Windows\python3.exe`], "server.py", "python"],
    ["windows", [], "SERVER.PY", "py -3"],
    ["windows", [raw`${NODE}\node.exe`], "server.js", "node"],
    ["linux", [], "server", undefined],
    ["linux", [], "server.constructor", undefined],
  ];
  for (const [system, files, script, command] of cases) {
    assertEquals(interpreterOf(script, machine(system, files)), command, `${system} ${script}`);
  }
});

Deno.test("startFailure() says what to write on that system", () => {
  const missing = new Deno.errors.NotFound("Failed to spawn 'x': entity not found");
  const denied = new Deno.errors.PermissionDenied("Failed to spawn 'x': Permission denied (os error 13)");
  const badFormat = new Error("Failed to spawn 'x': Bad EXE format for %1. (os error 193)");
  const python = machine("windows", [raw`C:\Windows\py.exe`]);
  // words, error, machine, what is said
  const cases: [string[], Error, ProgramLookup, string][] = [
    [
      ["x"],
      missing,
      machine("linux", []),
      "there is no such program (or the interpreter named in its first line)",
    ],
    [["x"], missing, python, "there is no such program"],
    [
      ["python3", "s.py"],
      missing,
      python,
      "there is no such program; Python is called py -3 on this machine",
    ],
    [
      ["python", "s.py"],
      missing,
      machine("linux", ["/usr/bin/python3"]),
      "there is no such program; Python is called python3 on this machine",
    ],
    [
      ["/w/s.py"],
      denied,
      machine("linux", []),
      "it is not executable; chmod +x makes it so, or write python3 /w/s.py",
    ],
    [["/w/s"], denied, machine("darwin", []), "it is not executable (chmod +x?)"],
    [["x"], denied, python, "access is denied"],
    [
      [raw`C:\my w\s.py`],
      badFormat,
      python,
      raw`Windows does not start such a file by itself; write py -3 "C:\my w\s.py"`,
    ],
    [[raw`C:\w\s`], badFormat, python, "it is not a program of Windows"],
  ];
  for (const [words, error, lookup, said] of cases) {
    assertEquals(String(startFailure(words, error, lookup)), said);
  }
});
