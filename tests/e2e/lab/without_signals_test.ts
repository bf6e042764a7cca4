import { assertEquals, assertStringIncludes } from "@std/assert";
import { run } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** As on Windows: nothing of ours is ever asked to stop by a signal. */
const env = { NETLAB_SIGNALS: "none" };
const timeout = 120_000;

/** An iterative server, processes, a pool, clients that are stopped, a clean stop. */
for (const id of ["E1", "E2", "E4", "E16", "E24"]) {
  Deno.test(`lab run ${id} plays on a system without signals, and says what it does instead`, async () => {
    const { code, stdout } = await run(["lab", "run", id, "--lang", "en"], { env, timeout });
    assertEquals(code, 0, stdout);
    assertStringIncludes(stdout, "server receives a request to stop");
    assertEquals(/receives SIGTERM|NOT OBSERVED/.test(stdout), false, stdout);
    assertStringIncludes(stdout, "without SIGTERM, which this system does not have");
    assertStringIncludes(stdout, "All that this system can show was observed; it does not have: SIGTERM.");
  });
}

Deno.test("lab run says in French what is done without signals", async () => {
  const { code, stdout } = await run(["lab", "run", "E8", "--lang", "fr"], { env, timeout });
  assertEquals(code, 0);
  assertStringIncludes(stdout, "Tout ce que dit la feuille a été observé.");
  const stopped = await run(["lab", "run", "E21", "--lang", "fr"], { env, timeout });
  assertEquals(stopped.code, 0);
  const said = stopped.stdout.replaceAll(/[\u00a0\u202f]/g, " ");
  assertStringIncludes(said, "server reçoit une demande d'arrêt");
  assertStringIncludes(
    said,
    "Tout ce que ce système peut montrer a été observé ; il lui manque : SIGTERM.",
  );
});

/** A server, then a step about SIGTERM with an extra role, then one that talks about that role. */
const MINE = {
  id: "mine",
  sheet: "of my own",
  title: { fr: "Essai", en: "Trial" },
  steps: [
    {
      say: { fr: "Un serveur.", en: "A server." },
      do: [{ start: "server", run: ["echo", "serve", "0", "--host", "127.0.0.1"] }],
      see: [{ role: "server", event: "listen" }],
    },
    {
      say: { fr: "Un autre.", en: "Another one." },
      needs: "SIGTERM",
      do: [{ start: "other", run: ["echo", "serve", "0", "--host", "127.0.0.1"] }, { stop: "other" }],
      see: [{ role: "other", exits: 0 }],
    },
    {
      say: { fr: "L'autre a dit.", en: "The other has said." },
      see: [{ role: "other", says: "listening on" }],
    },
    {
      say: { fr: "Un programme étranger.", en: "A foreign program." },
      do: [{
        start: "foreign",
        program: Deno.execPath(),
        run: ["eval", "await new Promise(() => setInterval(() => {}, 1e6))"],
      }, {
        stop: "foreign",
      }],
    },
  ],
  question: { fr: "Et alors ?", en: "So what?" },
  answer: { fr: "Rien.", en: "Nothing." },
};

Deno.test("a step that a system cannot play is left out by name, and so is one about a role that it has not started", async () => {
  using folder = new TempFolder();
  const file = folder.write("mine.json", JSON.stringify(MINE));
  const without = await run(["lab", "run", file, "--lang", "en"], { env, timeout });
  assertEquals(without.code, 0, without.stdout);
  assertStringIncludes(without.stdout, "2. Another one.\n   left out: this system does not have SIGTERM\n");
  assertStringIncludes(without.stdout, "3. The other has said.\n   left out: nobody has started other\n");
  assertStringIncludes(without.stdout, "foreign is ended by force: this system has no SIGTERM\n");
  const with_ = await run(["lab", "run", file, "--lang", "en"], { env: { NETLAB_SIGNALS: "" }, timeout });
  assertEquals(with_.code, 0, with_.stdout);
  assertEquals(with_.stdout.includes("left out"), Deno.build.os === "windows");
});
