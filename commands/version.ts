import config from "../deno.json" with { type: "json" };

/** netlab's own version and those of what it runs on. */
export function versionText(): string {
  return `netlab ${config.version}\ndeno ${Deno.version.deno}\nv8 ${Deno.version.v8}`;
}
