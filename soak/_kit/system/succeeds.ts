/** Whether a command ends with 0; one that is not installed does not. */
export async function succeeds([program, ...args]: readonly string[]): Promise<boolean> {
  try {
    const command = new Deno.Command(program!, { args, stdin: "null", stdout: "null", stderr: "null" });
    return (await command.output()).success;
  } catch {
    return false; // not installed, or not ours to run
  }
}
