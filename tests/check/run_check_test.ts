import type { CauseText } from "../../mod/check/causes/cause_text.ts";
import { assert, assertEquals } from "@std/assert";
import { RuleViolation } from "../../mod/check/causes/rule_violation.ts";
import { EXPECTED } from "../../mod/check/texts/expected_texts.ts";
import { type Rule, when } from "../../mod/check/rule.ts";
import { runCheck } from "../../mod/check/run_check.ts";
import type { Target } from "../../mod/check/targets/target.ts";
import { COMMON_CAUSES } from "../../mod/check/texts/common_causes.ts";

/** A server of somebody else's that nobody needs to connect to. */
const NOBODY: Target = {
  name: "nobody",
  ours: false,
  ready: () => Promise.resolve(false),
  connect: () => Promise.reject(new Error("no rule connects here")),
  endpoint: () => ({ hostname: "localhost", port: 0 }),
  said: () => "",
  [Symbol.asyncDispose]: () => Promise.resolve(),
};

const text = { en: "…", fr: "…" };

function rule(id: string, holds: boolean, needs: string[] = []): Rule {
  const probe = () =>
    holds ? Promise.resolve() : Promise.reject(new RuleViolation("different", EXPECTED.welcome));
  return { id, title: text, rule: text, source: text, severity: "must", needs, causes: [], probe };
}

async function outcomes(rules: Rule[], said = ""): Promise<string[]> {
  const { signal } = new AbortController();
  const options = { seed: 1, timeout: 10, framing: "line", language: "en", signal } as const;
  return (await Array.fromAsync(runCheck(rules, { ...NOBODY, said: () => said }, options))).map((
    { outcome },
  ) => outcome);
}

Deno.test("runCheck() skips what needs a rule that is broken, and nothing else", async () => {
  const rules = [rule("a", false), rule("b", true, ["a"]), rule("c", true), rule("d", true, ["c"])];
  assertEquals(await outcomes(rules), ["failed", "skipped", "passed", "passed"]);
});

Deno.test("runCheck() tries a rule whose needs were not chosen", async () => {
  assertEquals(await outcomes([rule("b", false, ["a"])]), ["failed"]);
});

Deno.test("runCheck() skips what comes after a rule that is broken, and not what comes after one that was skipped", async () => {
  const after = (id: string, ...others: string[]) => ({ ...rule(id, true), after: others });
  const rules = [rule("a", false), rule("b", false, ["a"]), after("c", "b"), after("d", "a")];
  assertEquals(await outcomes(rules), ["failed", "skipped", "passed", "skipped"]);
});

Deno.test("runCheck() tells an error of the program once, whatever it was told as", async () => {
  const said = 'Traceback (most recent call last):\n  File "/a/s.py", line 7, in f\n    x\nValueError: no\n';
  const died = (id: string, cause: CauseText): Rule => ({
    ...rule(id, true),
    causes: [when(() => true, cause)],
    probe: () => Promise.reject(new RuleViolation("closed", EXPECTED.welcome)),
  });
  const told = { en: "it reads the file as text", fr: "…" };
  const rules = [died("a", told), died("b", COMMON_CAUSES.diedOfIt), died("c", COMMON_CAUSES.resetKills)];
  assertEquals(await outcomes(rules, said), ["failed", "same", "failed"]);
});

/** A program of ours, of which there can be several. */
function ours(signal?: () => void): Target {
  return {
    ...NOBODY,
    ours: true,
    ready: () => Promise.resolve(signal?.()).then(() => true),
    fork: () => ours(signal),
  };
}

async function results(rules: Rule[], target: Target): Promise<Record<string, string>> {
  const { signal } = new AbortController();
  const options = { seed: 1, timeout: 10, framing: "line", language: "en", signal } as const;
  const told: Record<string, string> = {};
  for await (const { rule, outcome, needs } of runCheck(rules, target, options)) {
    told[rule.id] = needs === undefined ? outcome : `${outcome}: ${needs}`;
  }
  return told;
}

Deno.test("runCheck() begins with what takes longest, and with what that waits for", async () => {
  const begun: string[] = [];
  const logged = (rule: Rule, bulk = false): Rule => ({
    ...rule,
    bulk,
    probe: async (context) => {
      begun.push(rule.id);
      await new Promise((resolve) => setTimeout(resolve, 1));
      await rule.probe(context);
    },
  });
  const short = Array.from({ length: 12 }, (_, index) => logged(rule(`short ${index}`, true)));
  const rules = [
    logged(rule("first", true)),
    ...short,
    logged(rule("burst", true, ["first"])),
    logged(rule("long", true, ["burst"]), true),
  ];
  const told = await results(rules, ours());
  assertEquals(Object.keys(told), rules.map(({ id }) => id), "told in their order");
  assertEquals(Object.values(told).filter((outcome) => outcome !== "passed"), []);
  assert(begun.indexOf("long") < begun.indexOf("short 9"), begun.join());
});

Deno.test("runCheck() tries what comes after a rule beside it, and counts it only when that one holds", async () => {
  const waited = Promise.withResolvers<void>();
  const slow = (holds: boolean): Rule => ({
    ...rule("slow", holds),
    probe: async (context) => {
      await waited.promise;
      await rule("slow", holds).probe(context);
    },
  });
  const beside: Rule = {
    ...rule("beside", false),
    after: ["slow"],
    probe: () => {
      waited.resolve();
      return rule("beside", false).probe(undefined!);
    },
  };
  assertEquals(await results([slow(true), beside], ours()), { slow: "passed", beside: "failed" });
  assertEquals(await results([slow(false), beside], ours()), { slow: "failed", beside: "skipped: slow" });
});

Deno.test("runCheck() looks at the plain way while it looks a second time, and counts it only where that breaks, too", async () => {
  for (const breaks of [1, 2, 3]) {
    let tries = 0;
    const asked = Promise.withResolvers<void>();
    const way: Rule = {
      ...rule("way", true),
      causes: [when(({ control }) => control === "holds", text)],
      probe: async () => {
        if (++tries === 2) await asked.promise;
        if (tries <= breaks) throw new RuleViolation("different", EXPECTED.welcome);
      },
      control: () => Promise.resolve(asked.resolve()),
    };
    assertEquals(await results([way], ours()), { way: breaks === 1 ? "note" : "failed" });
  }
});
