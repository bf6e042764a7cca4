/**
 * The versions of netlab and of the runtime below it. Its number is read only when somebody asks
 * for it.
 */
export async function programVersion(): Promise<string> {
  return `netlab ${await versionNumber()}\ndeno ${Deno.version.deno}\nv8 ${Deno.version.v8}`;
}

/** The version of netlab, `0.1.0`. */
export async function versionNumber(): Promise<string> {
  const { default: config } = await import("../../deno.json", { with: { type: "json" } });
  return config.version;
}
