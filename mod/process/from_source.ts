/** Whether the runtime reads our modules from files; a compiled program carries them with it. */
export function fromSource(): boolean {
  return !Deno.build.standalone;
}
