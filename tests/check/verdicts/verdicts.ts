import type { JsonReport } from "../../../mod/check/reports/json_report.ts";
import { type CheckedHere, checkHere } from "../../_kit/program/check_here.ts";
import { peersOf, startOf } from "../../_kit/program/compiled.ts";
import { inPool } from "../../_kit/in_pool.ts";
import { isInstalled } from "../../_kit/program/is_installed.ts";
import type { TempFolder } from "../../_kit/temp_folder.ts";

/** A program, and what check has to say of it. */
export interface Verdict {
  /** Its file, in the folder of its kind, and the words behind its port. */
  readonly program: string;
  /** `netlab check` …, without `--run`. */
  readonly check: readonly [service: CheckedHere, ...options: string[]];
  /**
   * The rules that fail, and nothing else, each with words of what is told about it; several, where a busy machine does
   * not show as much as an idle one.
   */
  readonly fails: Readonly<Record<string, string | readonly string[]>>;
  /** Words of what is told of the program's own calls, by rule. */
  readonly calls?: Readonly<Record<string, string>>;
  /** Words that stand nowhere in the report: causes of other mistakes, the ways of other languages. */
  readonly never?: RegExp;
}

/**
 * Checks each, a few at a time, and those whose verdict is wrong once more by itself.
 *
 * @returns for each program what is not as it should be; nothing where all is. Those whose language is not installed
 *   are left out: what a machine of CI must have, the test says by its peers.
 */
export async function wrongVerdicts(
  verdicts: readonly Verdict[],
  folder: string,
  temp: TempFolder,
): Promise<string[]> {
  const fileOf = ({ program }: Verdict) => `${folder}/${program.split(" ")[0]}`;
  const found = verdicts.filter((verdict) => peersOf(fileOf(verdict)).every(isInstalled));
  const starts = new Map<string, Promise<string[]>>();
  const start = (file: string) => {
    const started = starts.get(file) ?? startOf(file, temp.path);
    starts.set(file, started);
    return started;
  };
  const wrongOf = async (verdict: Verdict) => {
    const { program, check: [service, ...options] } = verdict;
    const words = [...await start(fileOf(verdict)), "{port}", ...program.split(" ").slice(1)];
    const report = await checkHere(service, ...options, "--run", words.map((word) => `'${word}'`).join(" "));
    return differences(verdict, report).map((what) => `${program}: ${what}`);
  };
  const first = await inPool(AT_A_TIME, found, wrongOf);
  // Some of these have time limits of their own, which a busy machine breaks: by itself each has another chance.
  const again = await inPool(1, found.filter((_, at) => first[at]!.length > 0), wrongOf);
  return again.flat();
}

/** They are mostly waited for. */
const AT_A_TIME = 4;

function differences({ fails, never, calls = {} }: Verdict, report: JsonReport): string[] {
  const failed = report.results.filter(({ outcome }) => outcome === "failed");
  const told = failed.map(({ id, cause, seen }) => ({ id, what: cause ?? seen ?? "" }));
  const accused = told.filter(({ id, what }) =>
    ![fails[id] ?? []].flat().some((words) => what.includes(words))
  )
    .map(({ id, what }) => `${id} fails: ${what}`);
  const missed = Object.keys(fails).filter((id) => !told.some((each) => each.id === id))
    .map((id) => `${id} does not fail`);
  const said = report.results.flatMap(({ cause = "", seen = "", notes = [] }) => [cause, seen, ...notes]);
  const false_ = never === undefined ? [] : said.filter((words) => never.test(words));
  const unseen = Object.entries(calls).flatMap(([rule, words]) => {
    const told = report.results.find(({ id }) => id === rule)?.calls ?? "nothing";
    return told.includes(words) ? [] : [`of the calls of ${rule} is told: ${told}`];
  });
  const empty = report.passed + failed.length + report.notes === 0 ? ["no rule was tried"] : [];
  return [...accused, ...missed, ...false_.map((words) => `it is told: ${words}`), ...unseen, ...empty];
}
