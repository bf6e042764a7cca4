import { httpRules } from "../../../mod/check/rules/http/http_rules.ts";
import type { Result } from "../../../mod/check/reports/report.ts";
import { runCheck } from "../../../mod/check/run_check.ts";
import { surveyHttp } from "../../../mod/check/survey/survey_http.ts";
import type { Nature } from "../../../mod/check/survey/nature.ts";
import { FixtureFolder } from "../../../mod/check/targets/fixture_folder.ts";
import { ProgramTarget } from "../../../mod/check/targets/program_target.ts";

/** What a check of a web server came to. */
export interface HttpVerdict {
  readonly nature: Nature | undefined;
  readonly results: readonly Result[];
  /** What is told of the rules that are broken, by the last part of their ids. */
  readonly failed: Readonly<Record<string, string>>;
}

/**
 * Checks a web server as `netlab check http --run` does.
 *
 * @param options.only the rules to try, by the last part of their ids; all of them by default.
 * @param options.beside the folder that it would be started in.
 */
export async function checkHttp(
  words: readonly string[],
  { only, beside }: { only?: readonly string[]; beside?: string } = {},
): Promise<HttpVerdict> {
  const { signal } = new AbortController();
  using fixtures = FixtureFolder.create("site", beside);
  const told = words.some((word) => word.includes("{dir}"));
  await using target = new ProgramTarget({ words, dir: fixtures.dir, cwd: fixtures.dir, signal });
  const all = httpRules({ fixtures, told, concurrent: false });
  const rules = only === undefined ? all : all.filter(({ id }) => only.includes(id.slice("http.".length)));
  let nature: Nature | undefined;
  const options = { seed: 1, timeout: 2500, framing: "line", language: "en", signal } as const;
  const survey = { survey: surveyHttp(fixtures.dir), surveyed: (found: Nature) => nature = found };
  const results = await Array.fromAsync(runCheck(rules, target, options, survey));
  const failed = Object.fromEntries(
    results.filter(({ outcome }) => outcome === "failed").map((
      { rule, because = "" },
    ) => [rule.id.slice("http.".length), because]),
  );
  return { nature, results, failed };
}
