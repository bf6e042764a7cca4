import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { checkOut, commitOf } from "../../../bench/_kit/compare/check_out.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

async function git(cwd: string, ...args: string[]): Promise<string> {
  const who = ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "init.defaultBranch=main"];
  const { success, stdout, stderr } = await new Deno.Command("git", { args: [...who, ...args], cwd })
    .output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).trim();
}

/** A repository with two commits of `main.ts`, and a change that is in none. */
async function tinyRepository(folder: TempFolder): Promise<string> {
  const path = join(folder.path, "repository");
  await Deno.mkdir(path);
  await git(path, "init", "--quiet");
  for (const text of ["one", "two"]) {
    folder.write("repository/main.ts", text);
    await git(path, "add", "main.ts");
    await git(path, "commit", "--quiet", "-m", text);
  }
  folder.write("repository/main.ts", "three");
  return path;
}

peerTest("checkOut() brings the sources of a commit and leaves the repository alone", ["git"], async () => {
  using folder = new TempFolder();
  const repository = await tinyRepository(folder);
  const about = async () => [
    await git(repository, "status", "--porcelain"),
    await git(repository, "for-each-ref"),
    await git(repository, "worktree", "list"),
  ];
  const before = await about();
  const hash = await commitOf(repository, "HEAD");
  for (
    const [ref, name, text] of [["HEAD~1", "HEAD~1", "one"], ["main", "main", "two"], [hash!, hash!, "two"]]
  ) {
    using place = new TempFolder();
    const copy = await checkOut(repository, ref!, place.path);
    assertEquals(copy, join(place.path, name!));
    assertEquals(await Deno.readTextFile(join(copy, "main.ts")), text);
  }
  assertEquals(await about(), before);
  assertEquals(await Deno.readTextFile(join(repository, "main.ts")), "three");
});

peerTest("checkOut() refuses what is no commit, and takes no name for an option", ["git"], async () => {
  using folder = new TempFolder();
  const repository = await tinyRepository(folder);
  for (const ref of ["no-such", "--all", "", "HEAD:main.ts"]) {
    await assertRejects(() => checkOut(repository, ref, folder.path), Error, `"${ref}" is no commit of`);
  }
});
