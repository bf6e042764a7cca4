import config from "../../deno.json" with { type: "json" };

/** The Deno that the package brings along: the one that releases are compiled with. */
export const DENO_VERSION = "2.9.6";

/**
 * The manifest of the npm package. It runs no script of its own when it is installed.
 *
 * @param repository `owner/name` on GitHub; npm compares it with where a package was built that says so of
 *   itself.
 */
export function packageJson(manualPages: readonly string[], repository?: string): Record<string, unknown> {
  return {
    name: "netlab-cli",
    version: config.version,
    description:
      "A network toolbox and laboratory in one program: files, echo, relay, chat, and the exercises of network " +
      "programming",
    keywords: ["network", "socat", "netcat", "file-sharing", "http-server", "teaching", "tcp", "udp"],
    license: config.license,
    ...(repository === undefined
      ? {}
      : { repository: { type: "git", url: `git+https://github.com/${repository}.git` } }),
    type: "module",
    bin: { netlab: "bin/netlab.mjs" },
    // The library, for programs that run in Deno.
    exports: { ".": { types: "./lib/types/mod/mod.d.ts", default: "./lib/index.mjs" } },
    man: manualPages,
    files: ["app", "bin", "lib", "man", "THIRD_PARTY_LICENSES"],
    engines: { node: ">=18" },
    os: ["linux", "darwin", "win32"],
    cpu: ["x64", "arm64"],
    // Exactly this one: it is what the package was tried with.
    dependencies: { deno: DENO_VERSION },
  };
}
