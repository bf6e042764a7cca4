/**
 * The installer for Windows, as a text; where there is a PowerShell it reads it, too, and on Windows it runs it
 * (tests/e2e/command_line/install_ps1_test.ts).
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { isInstalled } from "../_kit/program/is_installed.ts";
import { runCommand } from "../_kit/program/run.ts";

const SCRIPT = fromFileUrl(new URL("../../release/install.ps1", import.meta.url));
const text = Deno.readTextFileSync(SCRIPT);

/** The script without its comments and the insides of its strings. */
const code = text.replace(/'[^'\n]*'|"(?:""|[^"\n])*"|#.*$/gm, (part) => part.startsWith("#") ? "" : "''");

Deno.test("install.ps1 uses what Windows PowerShell 5.1 has: no operator of a later one, no alias, no module", () => {
  assertEquals(code.match(/\?\?|\?\.|&&|\|\||\s\?\s/g), null);
  const own = [...code.matchAll(/^function ([\w-]+)/gm)].map(([, name]) => name!);
  const known =
    "ForEach-Object Get-ChildItem Get-Content Get-FileHash Invoke-WebRequest Join-Path Move-Item " +
    "New-Item Out-Null Remove-Item Select-Object Split-Path Test-Path Where-Object Write-Host";
  const called = code.match(/(?<![\w$.-])[A-Z][a-z]+-[A-Z]\w+/g)!;
  assertEquals([...new Set(called)].filter((name) => ![...own, ...known.split(" ")].includes(name)), []);
  // Such a file is read in the code page of the machine.
  // deno-lint-ignore no-control-regex
  assertMatch(text, /^[\x00-\x7f]*$/);
});

Deno.test("install.ps1 closes what it opens", () => {
  const open: string[] = [];
  for (const [mark] of code.matchAll(/[(){}[\]]/g)) {
    if ("({[".includes(mark)) open.push(mark);
    else assertEquals(`${open.pop()}${mark}`.match(/^(\(\)|\{\}|\[\])$/)?.length, 2);
  }
  assertEquals(open, []);
});

Deno.test("install.ps1 takes a version with and without its v, and nothing else", () => {
  const [, pattern] = /-notmatch '(\^v\?.*)'/.exec(text)!;
  const version = new RegExp(pattern!);
  for (const good of ["v0.1.0", "0.1.0", "12.34.56"]) {
    assertEquals(version.exec(good)![1], good.replace("v", ""));
  }
  for (const bad of ["vv1.0.0", "1.0", "latest", "v1.0.0-rc1", "../v1.0.0"]) {
    assertEquals(version.test(bad), false, bad);
  }
});

Deno.test("every failure of install.ps1 is a sentence, and the last thing that it does is to end with 1", () => {
  const thrown = [...text.matchAll(/throw (['"])(.*?)\1(?=[\s}]*$)/gm)].map(([, , sentence]) => sentence!);
  assert(thrown.length >= 8, `${thrown.length}`);
  for (const sentence of thrown) assertMatch(sentence, /^(\$?[a-zA-Z(])[^\n]{15,}[^.]$/);
  assertMatch(text, /\ncatch \{\n +Write-Host "netlab: .*\n +if \(Test-Unattended\) \{ exit 1 \}\n\}\n$/);
});

const shell = ["pwsh", "powershell"].find(isInstalled);
Deno.test({
  name: `install.ps1 is read by a PowerShell without a mistake${
    shell === undefined ? " (skipped: no PowerShell is installed, and Debian has none)" : ""
  }`,
  ignore: shell === undefined,
  async fn() {
    const script = `$e = $null
[void][Management.Automation.Language.Parser]::ParseFile('${
      SCRIPT.replaceAll("'", "''")
    }', [ref]$null, [ref]$e)
$e | ForEach-Object { $_.Message }`;
    const { stdout } = await runCommand(shell!, ["-NoProfile", "-NonInteractive", "-Command", script]);
    assertEquals(stdout.trim(), "");
  },
});
