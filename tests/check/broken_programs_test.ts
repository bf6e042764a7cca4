import { assertStringIncludes } from "@std/assert";
import type { CheckOptions } from "../../mod/check/rule_context.ts";
import type { Rule } from "../../mod/check/rule.ts";
import { runCheck } from "../../mod/check/run_check.ts";
import { ClientTarget } from "../../mod/check/targets/client_target.ts";
import { FixtureFolder } from "../../mod/check/targets/fixture_folder.ts";
import { ProgramTarget } from "../../mod/check/targets/program_target.ts";
import type { Target } from "../../mod/check/targets/target.ts";
import { listen } from "../../mod/net/tcp/listen.ts";
import { peerTest } from "../_kit/peers/peer.ts";
import {
  type BrokenProgram,
  brokenPrograms,
  CLIENT_CHECKS,
  SERVER_CHECKS,
  TOGETHER,
} from "./broken_programs.ts";

const { signal } = new AbortController();

for (const program of brokenPrograms("servers").filter(({ kind }) => !TOGETHER.has(kind))) {
  peerTest(title(program), ["python3"], async () => {
    const { framing, rules, transport = "tcp" } = SERVER_CHECKS[program.kind]!;
    using fixtures = FixtureFolder.create();
    await using target = new ProgramTarget({
      words: ["python3", program.path, "{port}"],
      dir: fixtures.dir,
      cwd: fixtures.dir,
      transport,
      signal,
    });
    await finds(program, rules(fixtures), target, framing);
  });
}

for (const program of brokenPrograms("clients").filter(({ kind }) => !TOGETHER.has(kind))) {
  peerTest(title(program), ["python3"], async () => {
    using fixtures = FixtureFolder.create();
    await using target = new ClientTarget({
      listeners: await listen(0, { hostname: "127.0.0.1" }),
      words: ["python3", program.path, "{port}"],
      dir: fixtures.dir,
      say: () => {},
      language: "en",
      signal,
    });
    await finds(program, CLIENT_CHECKS[program.kind]!(target, fixtures.dir), target, "line");
  });
}

function title({ name, rule, diagnosis }: BrokenProgram): string {
  return `${rule} finds what is wrong with ${name}: ${diagnosis}`;
}

async function finds(
  { rule, diagnosis }: BrokenProgram,
  rules: readonly Rule[],
  target: Target,
  framing: CheckOptions["framing"],
): Promise<void> {
  const one = rules.filter(({ id }) => id === rule);
  const options = { seed: 1, timeout: 1500, framing, language: "en", signal } as const;
  const [result] = await Array.fromAsync(runCheck(one, target, options));
  assertStringIncludes(result?.because ?? `${rule} ${result?.outcome}`, diagnosis);
}
