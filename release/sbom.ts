/**
 * The software bill of materials that goes with a release, in CycloneDX: every library that the program
 * contains, with its version, its terms, the checksum it is locked with, and who needs whom. Written to
 * `dist/netlab.cdx.json`.
 */
import { Enums, Models, Serialize, Spec } from "npm:@cyclonedx/cyclonedx-library@10.3.0";
import config from "../deno.json" with { type: "json" };
import { type RunTimePackage, runTimePackages } from "./run_time_packages.ts";

/** The bill as JSON. */
export async function sbom(timestamp: Date): Promise<string> {
  const packages = await runTimePackages();
  const components = new Map(packages.map((each) => [keyOf(each), componentOf(each)]));
  for (const each of packages) {
    const { dependencies } = components.get(keyOf(each))!;
    for (const needed of each.dependencies) dependencies.add(components.get(needed)!.bomRef);
  }
  const [runtime, engine] = runtimeOf();
  runtime.dependencies.add(engine.bomRef);
  const program = programOf([runtime, ...directOnes(components)]);
  const bom = new Models.Bom({
    serialNumber: `urn:uuid:${crypto.randomUUID()}`,
    metadata: new Models.Metadata({ timestamp, component: program, lifecycles: built() }),
  });
  for (const each of [runtime, engine, ...components.values()]) bom.components.add(each);
  const normalizer = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return new Serialize.JsonSerializer(normalizer).serialize(bom, { sortLists: true, space: 2 });
}

function built(): Models.LifecycleRepository {
  return new Models.LifecycleRepository([Enums.LifecyclePhase.Build]);
}

/**
 * The runtime that this script runs on, which is the one that the program is compiled with, and its engine.
 */
function runtimeOf(): [Models.Component, Models.Component] {
  const { deno, v8 } = Deno.version;
  const part = (name: string, version: string, license: string, purl: string) =>
    new Models.Component(Enums.ComponentType.Platform, name, {
      bomRef: `${name}@${version}`,
      version,
      licenses: new Models.LicenseRepository([new Models.SpdxLicense(license)]),
      purl,
    });
  return [
    part("deno", deno, "MIT", `pkg:github/denoland/deno@v${deno}`),
    part("v8", v8, "BSD-3-Clause", `pkg:github/v8/v8@${v8.replace(/-.*/, "")}`),
  ];
}

/** The libraries that netlab itself asks for. */
function directOnes(components: ReadonlyMap<string, Models.Component>): Models.Component[] {
  return Object.values(config.imports).filter((each) => each.startsWith("npm:"))
    .map((each) => components.get(each.replace(/^npm:\/?/, "").replace(/\/$/, ""))!);
}

function programOf(needed: readonly Models.Component[]): Models.Component {
  return new Models.Component(Enums.ComponentType.Application, "netlab", {
    bomRef: `netlab@${config.version}`,
    version: config.version,
    licenses: new Models.LicenseRepository([new Models.SpdxLicense(config.license)]),
    purl: `pkg:npm/netlab-cli@${config.version}`,
    dependencies: new Models.BomRefRepository(needed.map(({ bomRef }) => bomRef)),
  });
}

function componentOf({ name, version, integrity, manifest }: RunTimePackage): Models.Component {
  const [, group, plain] = /^(?:(@[^/]+)\/)?(.*)$/.exec(name)!;
  const hash = Uint8Array.fromBase64(integrity.replace(/^sha512-/, "")).toHex();
  return new Models.Component(Enums.ComponentType.Library, plain!, {
    bomRef: `${name}@${version}`,
    version,
    ...(group === undefined ? {} : { group }),
    ...(manifest.description === undefined ? {} : { description: manifest.description }),
    hashes: new Models.HashDictionary([[Enums.HashAlgorithm["SHA-512"], hash]]),
    licenses: new Models.LicenseRepository([new Models.SpdxLicense(manifest.license ?? "")]),
    purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
    scope: Enums.ComponentScope.Required,
  });
}

function keyOf({ name, version }: RunTimePackage): string {
  return `${name}@${version}`;
}

if (import.meta.main) {
  const epoch = Number(Deno.env.get("SOURCE_DATE_EPOCH"));
  await Deno.mkdir("dist", { recursive: true });
  await Deno.writeTextFile(
    "dist/netlab.cdx.json",
    await sbom(epoch > 0 ? new Date(epoch * 1000) : new Date()),
  );
}
