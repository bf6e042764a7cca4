import { assert, assertEquals } from "@std/assert";
import { THIRD_PARTY_FILE, thirdParty } from "../../release/third_party.ts";
import { run } from "../_kit/program/run.ts";

Deno.test("the notices of third parties are those of what is locked (deno task licenses writes them)", async () => {
  assertEquals(JSON.parse(await Deno.readTextFile(THIRD_PARTY_FILE)), await thirdParty());
});

Deno.test("netlab help licenses hands every notice on", async () => {
  const { stdout } = await run(["help", "licenses"], { env: { LC_ALL: "C" } });
  for (const { names, text } of await thirdParty()) assert(stdout.includes(text), names.join());
});
