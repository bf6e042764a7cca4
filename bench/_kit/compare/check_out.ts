import { join } from "@std/path";

/**
 * Puts the sources of a commit into a folder of their own. The repository is read and stays as it is: the copy
 * borrows its objects (git-clone(1), `--shared`) and is gone with its folder, whatever ends the program, where a
 * work tree of `git worktree` would stay on the repository's list.
 *
 * @param repository a folder of the repository
 * @param ref  a branch, a tag, `HEAD~3` or a hash
 * @param folder where the copy goes; the caller removes it
 * @returns the copy's own folder, which is named after the ref
 * @throws {Error} with git's words when there is no such commit
 */
export async function checkOut(repository: string, ref: string, folder: string): Promise<string> {
  const commit = await commitOf(repository, ref);
  if (commit === undefined) throw new Error(`"${ref}" is no commit of ${repository}`);
  const copy = join(folder, ref.replaceAll(/[^\w.~^@-]/g, "-"));
  await git(folder, "clone", "--quiet", "--shared", "--no-checkout", repository, copy);
  await git(copy, "-c", "advice.detachedHead=false", "checkout", "--quiet", "--detach", commit);
  return copy;
}

/** The hash of the commit that a name stands for; `undefined` when it stands for none. */
export async function commitOf(repository: string, ref: string): Promise<string | undefined> {
  try {
    return await git(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`);
  } catch {
    return undefined; // no such commit, no repository, or no git
  }
}

/**
 * The commit of a folder's sources, with a plus behind it where something has been changed since.
 *
 * @returns `undefined` where there is no git, or no repository
 */
export async function sourcesCommit(folder: string): Promise<string | undefined> {
  try {
    const hash = await git(folder, "rev-parse", "--short=12", "HEAD");
    return await git(folder, "status", "--porcelain", "--untracked-files=no") === "" ? hash : `${hash}+`;
  } catch {
    return undefined;
  }
}

/** What git prints. The variables of a hook, under which it may run, name another repository. */
async function git(cwd: string, ...args: string[]): Promise<string> {
  const env = Object.fromEntries(
    Object.entries(Deno.env.toObject()).filter(([name]) => !name.startsWith("GIT_")),
  );
  const { success, stdout, stderr } = await new Deno.Command("git", { args, cwd, env, clearEnv: true })
    .output();
  if (!success) throw new Error(`git ${args[0]}: ${new TextDecoder().decode(stderr).trim()}`);
  return new TextDecoder().decode(stdout).trim();
}
