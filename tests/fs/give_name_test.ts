import { assertEquals, assertRejects } from "@std/assert";
import { giveName, type NamePolicy } from "../../mod/fs/give_name.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { canMake, contents, type FileTarget, makeTarget, TARGETS } from "./targets.ts";

const POLICIES: readonly NamePolicy[] = ["error", "rename", "overwrite"];

for (const target of TARGETS) {
  for (const policy of POLICIES) {
    Deno.test({
      name: `giveName() with the policy "${policy}", where there is ${target}`,
      ignore: !canMake(target),
      async fn() {
        using temp = new TempFolder();
        await makeTarget(temp, target);
        const before = contents(temp);
        const from = temp.write("some.part", "new");
        const given = await giveName(from, temp.path, "target", policy).catch((error) => error.name);
        const [wanted, after] = expected(target, policy, before);
        assertEquals(given, wanted);
        assertEquals(contents(temp), after);
      },
    });
  }
}

function expected(
  target: FileTarget,
  policy: NamePolicy,
  before: Record<string, string>,
): [unknown, Record<string, string>] {
  const failed = { ...before, "some.part": '"new"' };
  if (target === "nothing") {
    return [{ name: "target", created: true, replaced: 0 }, { ...before, target: '"new"' }];
  }
  if (policy === "error") return ["AlreadyExists", failed];
  if (policy === "rename") {
    return [{ name: "target (1)", created: true, replaced: 0 }, { ...before, "target (1)": '"new"' }];
  }
  if (target === "a folder") return ["IsADirectory", failed];
  const replaced = target === "a file" ? 3 : 0;
  return [{ name: "target", created: false, replaced }, { ...before, target: '"new"' }];
}

Deno.test("giveName() takes the next free name, and says when there is no file to name", async () => {
  using temp = new TempFolder();
  for (const text of ["1", "2", "3"]) {
    await giveName(temp.write("some.part", text), temp.path, "a.tar.gz", "rename");
  }
  const names = { "a.tar (1).gz": '"2"', "a.tar (2).gz": '"3"', "a.tar.gz": '"1"' };
  assertEquals(contents(temp), names);
  for (const policy of POLICIES) {
    const gone = () => giveName(`${temp.path}/gone.part`, temp.path, "file", policy);
    await assertRejects(gone, Deno.errors.NotFound);
  }
  assertEquals(contents(temp), names);
});

Deno.test("giveName() lets one of many have the name, and loses nobody's file", async () => {
  using temp = new TempFolder();
  const give = (policy: NamePolicy) => {
    const parts = Array.from({ length: 20 }, (_, at) => temp.write(`${at}.part`, `${at}`));
    return Promise.allSettled(parts.map((part) => giveName(part, temp.path, "file", policy)));
  };
  const first = await give("error");
  assertEquals(first.filter(({ status }) => status === "fulfilled").length, 1);
  const winner = first.findIndex(({ status }) => status === "fulfilled");
  assertEquals(Deno.readTextFileSync(`${temp.path}/file`), `${winner}`);
  assertEquals(temp.names().length, 20);
  await give("rename");
  const kept = Object.values(contents(temp)).map((text) => Number(text.slice(1, -1)));
  assertEquals(kept.sort((a, b) => a - b), [...Array(20).keys(), winner].sort((a, b) => a - b));
});

Deno.test({
  name: "giveName() keeps the permissions of the file that it replaces, but no set-user-ID",
  ignore: Deno.build.os === "windows",
  async fn() {
    using temp = new TempFolder();
    for (const [mode, kept] of [[0o600, 0o600], [0o4755, 0o755], [0o400, 0o400]] as const) {
      Deno.chmodSync(temp.write("file", "old"), mode);
      await giveName(temp.write("some.part", "new"), temp.path, "file", "overwrite");
      assertEquals(Deno.statSync(`${temp.path}/file`).mode! & 0o7777, kept);
      Deno.removeSync(`${temp.path}/file`);
    }
  },
});
