import { runCommand } from "../program/run.ts";
import type { TempFolder } from "../temp_folder.ts";

/**
 * Has openssl make `NAME.key`, `NAME.crt` and `NAME.pem` (both) for localhost.
 *
 * @returns their path without the ending
 */
export async function certificate(folder: TempFolder, name: string): Promise<string> {
  const base = `${folder.path}/${name}`;
  const made = await runCommand("openssl", [
    ..."req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
      .split(" "),
    ..."-addext basicConstraints=CA:FALSE".split(" "),
    ...["-keyout", `${base}.key`, "-out", `${base}.crt`],
  ]);
  if (made.code !== 0) throw new Error(made.stderr);
  folder.write(`${name}.pem`, Deno.readTextFileSync(`${base}.key`) + Deno.readTextFileSync(`${base}.crt`));
  return base;
}
