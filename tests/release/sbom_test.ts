import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { Ajv } from "npm:ajv@8.20.0";
import { fullFormats } from "npm:ajv-formats@3.0.1/dist/formats.js";
import { sbom } from "../../release/sbom.ts";
import { npmFolder, runTimePackages } from "../../release/run_time_packages.ts";

interface Bill {
  readonly metadata: { readonly component: { readonly "bom-ref": string } };
  readonly components: readonly {
    readonly "bom-ref": string;
    readonly hashes?: readonly { content: string }[];
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

Deno.test("the bill of materials keeps CycloneDX's own schema", async () => {
  const schemas = join(await npmFolder(), "@cyclonedx/cyclonedx-library/10.3.0/res/schema");
  const schema = (name: string) =>
    JSON.parse(Deno.readTextFileSync(join(schemas, `${name}.SNAPSHOT.schema.json`)));
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    formats: { ...fullFormats, "idn-email": fullFormats.email, "iri-reference": true },
  });
  ajv.addSchema(schema("jsf-0.82"), "http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json");
  ajv.addSchema(schema("spdx"), "http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json");
  const validate = ajv.compile(schema("bom-1.6"));
  const bill = await sbom(new Date());
  assert(validate(JSON.parse(bill)), JSON.stringify(validate.errors, null, 2));
  assert(!validate(JSON.parse(bill.replace('"library"', '"liberry"'))), "the schema accepts anything");
});

Deno.test("the bill of materials names every library that is locked, and all are reached from netlab", async () => {
  const bill: Bill = JSON.parse(await sbom(new Date()));
  const listed = bill.components.map((each) => each["bom-ref"]);
  const locked = (await runTimePackages()).map(({ name, version }) => `${name}@${version}`);
  const runtime = [`deno@${Deno.version.deno}`, `v8@${Deno.version.v8}`];
  assertEquals(listed.toSorted(), [...locked, ...runtime].toSorted());
  const needs = new Map(bill.dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]));
  const reached = new Set<string>();
  const follow = (ref: string) => {
    if (reached.has(ref)) return;
    reached.add(ref);
    needs.get(ref)?.forEach(follow);
  };
  follow(bill.metadata.component["bom-ref"]);
  assertEquals(listed.filter((each) => !reached.has(each)), []);
  const libraries = bill.components.filter((each) => !runtime.includes(each["bom-ref"]));
  assertEquals(libraries.filter(({ hashes }) => hashes?.[0]?.content.length !== 128), []);
});
