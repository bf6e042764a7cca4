import { assertEquals, assertStringIncludes } from "@std/assert";
import { runCheck } from "../../../mod/check/run_check.ts";
import { FixtureFolder } from "../../../mod/check/targets/fixture_folder.ts";
import { SERVER_CHECKS } from "../broken_programs.ts";
import { BROKEN_SERVERS, targetOf } from "./broken_servers.ts";

const { signal } = new AbortController();

for (const { kind, mistake, rule, diagnosis, start } of BROKEN_SERVERS) {
  Deno.test(`${rule} finds that ${mistake}: ${diagnosis}`, async () => {
    using server = start();
    using fixtures = FixtureFolder.create();
    const { framing, rules } = SERVER_CHECKS[kind]!;
    const one = rules(fixtures).filter(({ id }) => id === rule);
    const options = { seed: 1, timeout: 600, framing, language: "en", signal } as const;
    const [result] = await Array.fromAsync(runCheck(one, targetOf(server), options));
    assertStringIncludes(result?.because ?? `${rule} ${result?.outcome}`, diagnosis);
    assertEquals(
      result?.certain,
      !diagnosis.includes("from outside"),
      "a cause is told where something shows it",
    );
  });
}
