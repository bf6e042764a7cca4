/** The tests of the library, by folder, with Windows' Deno. What one of them skips there, its name says. */
import { assertEquals } from "@std/assert";
import { runWineDeno, wineTest } from "./other_system.ts";

/**
 * Those that one Deno runs, for its start takes longer than most of them. Not among them: what reads the
 * sources only (architecture, documents, i18n), what talks to a program of Linux throughout (e2e, claims), and what
 * measures amounts, for which wine is too slow.
 */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  "what is computed": ["http/semantics", "io", "numbers", "trace"],
  "the command line and the terminal": ["cli", "process", "terminal"],
  "files": ["fs", "http/client/upload_test.ts", "http/files/share"],
  "check, lab and relay": ["check", "lab", "relay", "system"],
  "sockets": [
    "net",
    "http/client/http_failure_test.ts",
    "http/client/proxy_test.ts",
    "http/middleware",
    "soak",
  ],
};

for (const [name, folders] of Object.entries(GROUPS)) {
  wineTest(`the tests of ${name}: ${folders.join(", ")}`, async () => {
    const paths = folders.map((folder) => `tests/${folder}`);
    const args = ["test", "-A", "--no-check", "--lock=dev.lock", ...paths];
    const { code, stdout, stderr } = await runWineDeno(args, 300_000);
    for (const [, test] of stdout.matchAll(/^(.*) \.\.\. ignored/gm)) console.log(`skipped: ${test}`);
    const passed = /^ok \| [1-9]\d* passed/m.test(stdout);
    assertEquals([code, passed], [0, true], `${failures(stdout)}\n${stderr}`);
  });
}

/** What a report of tests says from the first failure on. */
function failures(report: string): string {
  const start = report.indexOf(" ERRORS ");
  return start < 0 ? report.slice(-4000) : report.slice(start);
}
