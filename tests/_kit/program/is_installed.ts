/**
 * Whether a name can be started: a path to a file, or a name found in `PATH`.
 *
 * @param name `node`, `/usr/bin/node` or `./build/server`
 */
export function isInstalled(name: string): boolean {
  if (name.includes("/") || name.includes("\\")) return isFile(name);
  const windows = Deno.build.os === "windows";
  const folders = (Deno.env.get("PATH") ?? "").split(windows ? ";" : ":");
  const endings = windows ? ["", ".exe", ".cmd"] : [""];
  return folders.some((folder) => endings.some((ending) => isFile(`${folder}/${name}${ending}`)));
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false; // not there, or not ours to see: either way it cannot be started
  }
}
