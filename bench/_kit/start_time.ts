/** A program whose start is measured. */
export interface TimedStart {
  readonly command: readonly string[];
  /** Whether it is there when it says `listening`, or when it has ended. */
  readonly listens: boolean;
}

/** Milliseconds until a program has ended, or listens. */
export async function startTime({ command: [program, ...args], listens }: TimedStart): Promise<number> {
  const begun = performance.now();
  const env = { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" };
  const child = new Deno.Command(program!, { args, env, stdin: "null", stdout: "null", stderr: "piped" })
    .spawn();
  const reader = child.stderr.getReader();
  let heard = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    heard += new TextDecoder().decode(piece.value);
    if (listens && heard.includes("listening on ")) break;
  }
  if (!listens) await child.status;
  const took = performance.now() - begun;
  if (listens) child.kill("SIGKILL");
  await reader.cancel();
  const { code } = await child.status;
  if (!listens && code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}: ${heard}`);
  return took;
}
