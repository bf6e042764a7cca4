/**
 * The versions of netlab and of the runtime below it. Its number is read only when somebody asks
 * for it.
 */
export async function programVersion(): Promise<string> {
  const { default: config } = await import("../../deno.json", { with: { type: "json" } });
  return `netlab ${config.version}\ndeno ${Deno.version.deno}\nv8 ${Deno.version.v8}`;
}
