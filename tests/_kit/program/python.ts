import { runCommand } from "./run.ts";

/** Runs a Python program as the sheets' readers write them, and returns its output. */
export async function python(source: string, ...args: (string | number)[]): Promise<string> {
  const { code, stdout, stderr } = await runCommand("python3", ["-c", source, ...args.map(String)]);
  if (code !== 0) throw new Error(`python3 ended with ${code}\n${stdout}${stderr}`);
  return stdout;
}
