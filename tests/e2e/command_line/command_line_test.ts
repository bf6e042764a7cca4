import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab } from "../../_kit/program/netlab.ts";
import { run } from "../../_kit/program/run.ts";
import { Terminal } from "../../_kit/program/terminal.ts";

Deno.test("netlab without arguments shows the commands and an example", async () => {
  const { code, stdout, stderr } = await run([]);
  assertEquals([code, stderr], [0, ""]);
  assertStringIncludes(stdout, "netlab files serve --dir .");
});

Deno.test("netlab --version tells netlab's version, Deno's and V8's", async () => {
  assertMatch((await run(["--version"])).stdout, /^netlab \d+\.\d+\.\d+\ndeno \d+\.\d+\.\d+\nv8 \d+/);
});

Deno.test("netlab help TOPIC explains in the reader's language", async () => {
  const help = async (LC_ALL: string) => (await run(["help", "half-close"], { env: { LC_ALL } })).stdout;
  assertStringIncludes(await help("fr_FR.UTF-8"), "shutdown (demi-fermeture)");
  assertStringIncludes(await help("C"), "shutdown (half-close)");
});

Deno.test("netlab help PAGE shows a page of the documentation, in French where there is one, or prints it", async () => {
  const page = async (...args: string[]) => (await run(["help", ...args])).stdout;
  const english = await page("course");
  assertStringIncludes(english, "A course with netlab\n====");
  assertEquals(english.includes("\x1b"), false);
  assertStringIncludes(await page("course", "--lang", "fr"), "Un cours avec netlab\n");
  assertEquals(await page("docs/course.md"), english);
  for (const name of ["files.md", "docs/files", "docs/files.md"]) {
    assertStringIncludes(await page(name), "netlab files\n====");
  }
  assertStringIncludes(await page("course", "--html"), 'src="data:image/svg+xml,');
  const { code, stderr } = await run(["help", "course", "--pdf"]);
  assertEquals([code, stderr], [2, 'netlab help: course takes no "--pdf"\n']);
});

peerTest(
  "netlab help PAGE shows a page in the reader's pager on a terminal, with styles",
  ["tmux", "less"],
  async () => {
    await using terminal = await Terminal.start(netlab("help", "serving"));
    const until = (text: string) => terminal.until((rows) => rows.join("\n").includes(text));
    await until("\n:");
    await terminal.press("G");
    await until("(END)");
    await terminal.press("q");
  },
);

Deno.test("netlab answers a typo with a suggestion, the usage and code 2", async () => {
  const { code, stdout, stderr } = await run(["files", "serve", "--dri", "x"]);
  assertEquals([code, stdout], [2, ""]);
  assertStringIncludes(stderr, "unknown option --dri; did you mean --dir?\nUsage: netlab files serve [PORT]");
});

Deno.test("netlab shows no stack to a user unless NETLAB_DEBUG asks for it", async () => {
  const plain = await run(["files", "serve", "--dir", "/no/such/folder"]);
  assertEquals([plain.code, plain.stderr.trim().split("\n").length], [1, 1]);
  const debug = await run(["files", "serve", "--dir", "/no/such/folder"], { env: { NETLAB_DEBUG: "1" } });
  assertStringIncludes(debug.stderr, "    at ");
});
