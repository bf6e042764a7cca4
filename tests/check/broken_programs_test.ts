import { assert, assertEquals } from "@std/assert";
import type { CheckOptions } from "../../mod/check/rule_context.ts";
import type { Rule } from "../../mod/check/rule.ts";
import { runCheck } from "../../mod/check/run_check.ts";
import { ClientTarget } from "../../mod/check/targets/client_target.ts";
import { FixtureFolder } from "../../mod/check/targets/fixture_folder.ts";
import type { Target } from "../../mod/check/targets/target.ts";
import { listen } from "../../mod/net/tcp/listen.ts";
import { inPool } from "../_kit/in_pool.ts";
import { peerTest } from "../_kit/peers/peer.ts";
import { type BrokenProgram, brokenPrograms, CLIENT_CHECKS, SERVER_CHECKS } from "./broken_programs.ts";
import { serverTarget } from "./server_target.ts";

/*
Each broken program, and the words of the cause that it is told. They are mostly waited for, so several are tried at a
time. With words behind `--`, those alone whose names have one of them: … broken_programs_test.ts -- echo/framing chat/
*/
const AT_A_TIME = 6;

const { signal } = new AbortController();

peerTest("check finds what is wrong with each broken server", ["python3"], () => findAll("servers", server));
peerTest("check finds what is wrong with each broken client", ["python3"], () => findAll("clients", client));

/** What is told of a program, under the rule that it breaks. */
type Check = (program: BrokenProgram) => Promise<string>;

async function findAll(side: "servers" | "clients", check: Check): Promise<void> {
  const programs = brokenPrograms(side).filter(({ name }) =>
    Deno.args.length === 0 || Deno.args.some((word) => name.includes(word))
  );
  assert(programs.length > 0 || Deno.args.length > 0);
  const told = await inPool(AT_A_TIME, programs, check);
  const titles = programs.map(({ name, rule }) => `${name} breaks ${rule}`);
  // What is told has the expected words; all of it is shown where it has not.
  const said = programs.map(({ diagnosis }, index) =>
    told[index]!.includes(diagnosis) ? diagnosis : told[index]
  );
  assertEquals(
    Object.fromEntries(titles.map((title, index) => [title, said[index]])),
    Object.fromEntries(titles.map((title, index) => [title, programs[index]!.diagnosis])),
  );
}

async function server(program: BrokenProgram): Promise<string> {
  const check = SERVER_CHECKS[program.kind]!;
  using fixtures = FixtureFolder.create(check.folder);
  const { dir } = fixtures;
  await using target = serverTarget(check, { words: ["python3", program.path], dir, cwd: dir, signal });
  return await toldOf(program, check.rules(fixtures), target, check.framing);
}

async function client(program: BrokenProgram): Promise<string> {
  using fixtures = FixtureFolder.create();
  await using target = new ClientTarget({
    listeners: await listen(0, { hostname: "127.0.0.1" }),
    words: ["python3", program.path, "{port}"],
    dir: fixtures.dir,
    say: () => {},
    language: "en",
    signal,
  });
  return await toldOf(program, CLIENT_CHECKS[program.kind]!(target, fixtures.dir), target, "line");
}

async function toldOf(
  { rule }: BrokenProgram,
  rules: readonly Rule[],
  target: Target,
  framing: CheckOptions["framing"],
): Promise<string> {
  const one = rules.filter(({ id }) => id === rule);
  const options = { seed: 1, timeout: 1500, framing, language: "en", signal } as const;
  const [result] = await Array.fromAsync(runCheck(one, target, options));
  return result?.because ?? `${rule} ${result?.outcome}`;
}
