import { assertEquals } from "@std/assert";
import { describePermissions } from "../../mod/process/drop_permissions.ts";
import { runCommand } from "../_kit/program/run.ts";

const url = (name: string) => new URL(`../../mod/process/${name}.ts`, import.meta.url).href;

/**
 * What a program prints that has the permissions of `options`: permissions once given up would be missed by
 * other tests.
 */
async function printed(options: string[], source: string): Promise<unknown> {
  const imports = `import { dropPermissions } from "${url("drop_permissions")}";
    import { granted, keepOnly } from "${url("permissions")}";`;
  const args = ["run", "--no-check", ...options, "-"];
  const { code, stdout, stderr } = await runCommand(Deno.execPath(), args, { stdin: imports + source });
  assertEquals([code, stderr], [0, ""]);
  return JSON.parse(stdout);
}

Deno.test("dropPermissions() keeps what is named and gives up all the rest, for good", async () => {
  const source = `
    const dropped = dropPermissions({ permissions: ["net", "read"] });
    const again = dropPermissions({ permissions: ["net", "write"] });
    const write = await Deno.writeTextFile("/tmp/x", "").then(() => "written", (error) => error.name);
    console.log(JSON.stringify([dropped, again.kept, granted(), write]));`;
  assertEquals(await printed(["-A"], source), [
    { kept: ["net", "read"], lost: ["write", "run", "env", "sys", "ffi", "import"] },
    ["net"],
    ["net"],
    "NotCapable",
  ]);
});

Deno.test("dropPermissions() cannot keep what the program was never given, and does not say that it was lost", async () => {
  const source = `console.log(JSON.stringify(dropPermissions({ permissions: ["net", "run"] })));`;
  assertEquals(await printed(["--allow-net", "--allow-env"], source), { kept: ["net"], lost: ["env"] });
});

Deno.test("granted() does not count a permission that is limited to some files or hosts", async () => {
  const source = `console.log(JSON.stringify(granted()));`;
  assertEquals(await printed(["--allow-read=/tmp", "--allow-net=127.0.0.1", "--allow-sys"], source), ["sys"]);
});

Deno.test("keepOnly() of undefined keeps everything", async () => {
  const source = `keepOnly(undefined); console.log(JSON.stringify(granted()));`;
  assertEquals(await printed(["--allow-net", "--allow-run"], source), ["net", "run"]);
});

Deno.test("describePermissions() says what is kept, what was given up, and why it is everything", () => {
  assertEquals(describePermissions({ kept: ["net"], lost: ["read", "run"] }), "keeps net; gave up read, run");
  assertEquals(describePermissions({ kept: [], lost: ["read"] }), "keeps none; gave up read");
  assertEquals(
    describePermissions({ kept: ["net", "run"], lost: [], because: "it starts programs" }),
    "keeps net, run, because it starts programs",
  );
});
