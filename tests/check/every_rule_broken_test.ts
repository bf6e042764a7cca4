import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import type { Rule } from "../../mod/check/rule.ts";
import type { ClientTarget } from "../../mod/check/targets/client_target.ts";
import { FixtureFolder } from "../../mod/check/targets/fixture_folder.ts";
import { COMMON_TEXTS } from "../../mod/check/texts/common_texts.ts";
import { brokenPrograms, CLIENT_CHECKS, SERVER_CHECKS } from "./broken_programs.ts";
import { BROKEN_UDP_CLIENTS } from "./in_process/broken_udp_clients.ts";
import { BROKEN_SERVERS } from "./in_process/broken_servers.ts";

const root = (path: string) => fromFileUrl(new URL(`../../${path}`, import.meta.url));

/** The rules of each kind of check, servers' and clients' apart. */
function rulesByKind(): [side: "servers" | "clients", kind: string, rules: readonly Rule[]][] {
  using fixtures = FixtureFolder.create();
  const nobody = {} as ClientTarget;
  return [
    ...Object.entries(SERVER_CHECKS).map(([kind, { rules }]) => ["servers", kind, rules(fixtures)] as const),
    ...Object.entries(CLIENT_CHECKS).map(([kind, rules]) => ["clients", kind, rules(nobody, "")] as const),
  ].map(([side, kind, rules]) => [side, kind, rules]);
}

/**
 * What several services have in common is tried in one way for all: it is enough that one service breaks it.
 */
function nameOf(id: string): string {
  const [, last = id] = /^(?:echo|prime|calc)\.(.+)$/.exec(id) ?? [];
  const clientOf = /^(?:echo|chat)\.(client_.+)$/.exec(id)?.[1];
  return clientOf ?? (last in COMMON_TEXTS ? last : id);
}

Deno.test("every rule of check has a program that breaks it", () => {
  const broken = new Set(
    ["servers", "clients"].flatMap((side) =>
      brokenPrograms(side as "servers" | "clients").map(({ rule }) => nameOf(rule))
    ).concat(
      BROKEN_SERVERS.map(({ rule }) => nameOf(rule)),
      BROKEN_UDP_CLIENTS.map(({ rule }) => nameOf(`echo.client_udp_${rule}`)),
    ),
  );
  const missing = rulesByKind().flatMap(([side, kind, rules]) =>
    rules.map(({ id }) => id).filter((id) => !broken.has(nameOf(id)) && broken.add(nameOf(id))).map((id) =>
      `${id}: write tests/check/${side}/broken/${kind}/MISTAKE.py, a right program with the mistake that this rule ` +
      `finds (tests/check/changed.py puts it into one of those in tests/check/${side}/), and in its first lines ` +
      `"breaks ${id}: WORDS OF THE CAUSE" (or, where the bytes alone show it, a row in tests/check/in_process/)`
    )
  );
  assertEquals(missing, []);
});

Deno.test("every broken program breaks rules that there are, in the folder of their kind", () => {
  const known = new Set(
    rulesByKind().flatMap(([side, kind, rules]) => rules.map(({ id }) => `${side} ${kind} ${id}`)),
  );
  for (const side of ["servers", "clients"] as const) {
    const wrong = brokenPrograms(side).filter(({ kind, rule }) => !known.has(`${side} ${kind} ${rule}`))
      .map(({ name, rule }) =>
        `tests/check/${side}/broken/${name}.py ` +
        (rule === ""
          ? 'needs a line "breaks RULE: WORDS OF THE CAUSE" in its first lines'
          : `names ${rule}, which is no rule of its kind of check`)
      );
    assertEquals(wrong, []);
  }
});

Deno.test("every table of rules that a command of check uses is tried on broken programs", () => {
  const tried = Deno.readTextFileSync(root("tests/check/broken_programs.ts"));
  const used = [...Deno.readDirSync(root("commands/check"))].flatMap(({ name }) =>
    [...Deno.readTextFileSync(root(`commands/check/${name}`)).matchAll(/mod\/check\/rules\/[\w/]+\.ts/g)]
      .map(([path]) => path)
  );
  assertEquals(
    [...new Set(used)].filter((path) => !tried.includes(path))
      .map((path) => `${path}: add a kind of check for it to tests/check/broken_programs.ts`),
    [],
  );
});
