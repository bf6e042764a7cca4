import { assert, assertEquals } from "@std/assert";
import { ALLOWED_LICENSES } from "../../release/allowed_licenses.ts";
import { runTimePackages } from "../../release/run_time_packages.ts";
import config from "../../deno.json" with { type: "json" };

const lock = readLock("deno.lock");

interface Lock {
  readonly specifiers: Readonly<Record<string, string>>;
  readonly npm: Readonly<Record<string, { readonly integrity?: string; readonly scripts?: boolean }>>;
  readonly remote?: Readonly<Record<string, string>>;
}

function readLock(name: string): Lock {
  return JSON.parse(Deno.readTextFileSync(new URL(`../../${name}`, import.meta.url)));
}

Deno.test("deno.lock holds what the program needs and nothing else", () => {
  // What only tests and benches need is locked in dev.lock: otherwise every user would download it at the
  // first start, and the compiled program would carry it along.
  const pinned = Object.values(config.imports).filter((each) => each.startsWith("npm:"))
    .map((each) => each.replace(/^npm:\/?/, "npm:").replace(/\/$/, "")).sort();
  assertEquals(
    Object.keys(lock.specifiers).sort(),
    pinned,
    "what the program needs has a line in the imports of deno.json, and in deno.lock after any start of it; what only tests and " +
      "benches need is imported by its full name, npm:name@version, and comes into dev.lock with --lock=dev.lock",
  );
});

Deno.test("docs/dependencies.md has a row for each package that deno.json imports, and each that dev.lock adds", async () => {
  const page = await Deno.readTextFile(new URL("../../docs/dependencies.md", import.meta.url));
  const named = (specifier: string) => specifier.replace(/^npm:\/?/, "").replace(/@\d.*$/, "");
  const inRows = (heading: string) => {
    const [, section] = page.split(`\n## ${heading}\n`);
    const rows = section!.split("\n## ")[0]!.split("\n").filter((line) => line.startsWith("| `"));
    return rows.flatMap((row) => [...row.split(" | ")[0]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!))
      .sort();
  };
  const needed = Object.keys(lock.specifiers).map(named).sort();
  const others = Object.keys(readLock("dev.lock").specifiers).map(named).filter((name) =>
    !needed.includes(name)
  );
  assertEquals(
    inRows("What the program needs"),
    needed,
    "write a row into docs/dependencies.md: what the package is for, who keeps it, its licence, and what was weighed against it",
  );
  assertEquals(
    inRows("What tests, benches and releases need"),
    others.sort(),
    "write into docs/dependencies.md what the package is for; a package without use goes out of dev.lock",
  );
});

Deno.test("every dependency is pinned to one version", () => {
  for (const specifier of Object.keys(lock.specifiers)) {
    assert(
      /@\d+\.\d+\.\d+$/.test(specifier),
      `${specifier}: write the whole version in deno.json, such as @1.2.3`,
    );
  }
});

for (const name of ["deno.lock", "dev.lock"]) {
  Deno.test(`${name} holds a checksum for each package, and nothing from outside npm`, () => {
    const { npm, remote = {} } = readLock(name);
    const without = Object.entries(npm).filter(([, { integrity = "" }]) =>
      !/^sha512-.{86}==$/.test(integrity)
    );
    assertEquals(without.map(([key]) => key), []);
    assertEquals(remote, {});
  });

  Deno.test(`no package of ${name} runs a script when it is installed`, () => {
    const scripted = Object.entries(readLock(name).npm).filter(([, { scripts }]) => scripts);
    assertEquals(scripted.map(([key]) => key), []);
  });
}

Deno.test("no package that the program needs has a script for its installation", async () => {
  // What the lock says comes from the registry; this is what the packages themselves say.
  const scripted = (await runTimePackages()).filter(({ manifest: { scripts = {} } }) =>
    ["preinstall", "install", "postinstall"].some((each) => each in scripts)
  );
  assertEquals(scripted.map(({ name }) => name), []);
});

Deno.test("every package that the program needs is under a licence that allows what we do with it", async () => {
  const packages = await runTimePackages();
  assertEquals(packages.length, Object.keys(lock.npm).length);
  const refused = packages.filter(({ manifest }) => !ALLOWED_LICENSES.includes(manifest.license ?? ""));
  assertEquals(
    refused.map(({ name, manifest }) => `${name}: ${manifest.license}`),
    [],
    "a licence that lets us pass the package on, with its notice, can be added to release/allowed_licenses.ts; for any other, " +
      "take another package",
  );
});
