import { assertEquals, assertStringIncludes } from "@std/assert";
import { diagramFaults } from "../../_kit/diagram/svg_rules.ts";
import { run } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

for (const id of ["E1", "E5", "E10", "E11", "E13", "E14", "E19", "E20", "E21", "E22"]) {
  Deno.test(`lab run ${id} observes what the sheet says, and draws it`, async () => {
    using folder = new TempFolder();
    const drawn = `${folder.path}/drawn.svg`;
    const args = ["lab", "run", id, "--lang", "en", "--diagram", drawn];
    const { code, stdout } = await run(args, { timeout: 60_000 });
    assertEquals(code, 0, stdout);
    assertEquals(diagramFaults(Deno.readTextFileSync(drawn)), []);
  });
}

Deno.test("lab run --pause shows the deed, asks, compares, and only then says what the step is about", async () => {
  const args = ["lab", "run", "E8", "--pause", "--lang", "en"];
  const { code, stdout, stderr } = await run(args, { stdin: "accept, listen\n\n", timeout: 60_000 });
  assertEquals(code, 0, stdout);
  assertEquals(stderr.split("What will happen?").length - 1, 3);
  const deed = "   server$ netlab echo serve 0";
  const compared = ["You had said: accept, listen", "   ✗ not in this step: accept", "   ✓ listen (server)"];
  const places = [
    "\n1.\n",
    deed,
    ...compared,
    "The server will answer once",
    "   ✓ server: listen · 127.0.0.1:",
  ]
    .map((each) => stdout.indexOf(each));
  assertEquals(places.toSorted((a, b) => a - b), places, stdout);
  assertEquals(places.includes(-1), false, stdout);
});

Deno.test("lab run ends with 1 when something else is observed, and draws what it saw", async () => {
  using folder = new TempFolder();
  const { stdout: json } = await run(["lab", "show", "E8"]);
  const mine = folder.write("mine.json", json.replaceAll('"prints": "Bonjour client !"', '"exits": 3'));
  const drawn = `${folder.path}/mine.svg`;
  const { code, stdout } = await run(["lab", "run", mine, "--lang", "fr", "--diagram", drawn], {
    timeout: 60_000,
  });
  assertEquals(code, 1);
  assertStringIncludes(stdout, "NON OBSERVÉ");
  assertStringIncludes(Deno.readTextFileSync(drawn), "<svg");
});

Deno.test({
  name: "lab run: a program that removes the folder of the exercise changes nothing of the result",
  ignore: Deno.build.os === "windows", // no folder is removed there in which a program is
  async fn() {
    using folder = new TempFolder();
    const both = (text: string) => ({ fr: text, en: text });
    const mine = folder.write(
      "mine.json",
      JSON.stringify({
        id: "R1",
        title: both("Remove"),
        sheet: "-",
        question: both("?"),
        answer: both("."),
        steps: [{
          say: both("It removes where it is."),
          do: [{ start: "roger", program: "sh", run: ["-c", 'rm -rf "$PWD"; echo removed'] }],
          see: [{ role: "roger", prints: "removed" }],
        }],
      }),
    );
    const { code, stderr } = await run(["lab", "run", mine, "--lang", "en"], { timeout: 60_000 });
    assertEquals([code, stderr], [0, ""]);
  },
});
