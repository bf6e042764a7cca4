import { assertEquals } from "@std/assert";
import { runCheck } from "../../../mod/check/run_check.ts";
import { FixtureFolder } from "../../../mod/check/targets/fixture_folder.ts";
import { inPool } from "../../_kit/in_pool.ts";
import { SERVER_CHECKS } from "../broken_programs.ts";
import { BROKEN_SERVERS, type BrokenServer, targetOf } from "./broken_servers.ts";

/** They are mostly waited for. */
const AT_A_TIME = 6;
/** What only describes. */
const SEEN = [
  "from outside",
  "the connection stays open",
  "the connection ended instead",
  "another answer came",
  "short values are kept",
];
const { signal } = new AbortController();

Deno.test("check finds what is wrong with each broken server of this process, and is certain where something shows it", async () => {
  const told = await inPool(AT_A_TIME, BROKEN_SERVERS, check);
  const titles = BROKEN_SERVERS.map(({ kind, mistake, rule }) => `${kind}: ${mistake} (${rule})`);
  const right = BROKEN_SERVERS.map(({ diagnosis }) => ({
    words: diagnosis,
    certain: !SEEN.some((words) => diagnosis.includes(words)),
  }));
  // What is told has the expected words; all of it is shown where it has not.
  const said = told.map(({ because, certain }, at) => ({
    words: because.includes(right[at]!.words) ? right[at]!.words : because,
    certain,
  }));
  const byTitle = (all: readonly unknown[]) =>
    Object.fromEntries(titles.map((title, at) => [title, all[at]]));
  assertEquals(byTitle(said), byTitle(right));
});

async function check(broken: BrokenServer): Promise<{ because: string; certain: boolean }> {
  await using target = targetOf(broken);
  using fixtures = FixtureFolder.create();
  const { framing, rules } = SERVER_CHECKS[broken.kind]!;
  const one = rules(fixtures).filter(({ id }) => id === broken.rule);
  const options = { seed: 1, timeout: 600, framing, language: "en", signal } as const;
  const [result] = await Array.fromAsync(runCheck(one, target, options));
  return { because: result?.because ?? `${result?.outcome}`, certain: result?.certain ?? false };
}
