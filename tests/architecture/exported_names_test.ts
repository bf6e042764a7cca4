import { assert, assertEquals } from "@std/assert";
import ts from "npm:typescript@5.9.3";
import { sources } from "../_kit/sources.ts";

/**
 * An exported name has one home: one file that declares it. Two declarations of one name are two meanings of
 * one word, or one meaning written twice; either way a reader who follows the name arrives at the wrong
 * place, and the editor imports it from there.
 *
 * What a file hands on (`export … from`) is no declaration, and a default export has no name of its own.
 */
const ROOT = new URL("../../", import.meta.url);
const FOLDERS = ["bench", "commands", "docs", "mod", "release", "soak"];

Deno.test("every exported name is declared in one file", async () => {
  const homes = await homesOfNames();
  assert(homes.size > 500, "hardly any exported name was found: the search must be broken");
  const doubled = [...homes].filter(([, files]) => files.length > 1);
  assertEquals(
    doubled.map(([name, files]) => `${name}: ${files.join(", ")}`),
    [],
    "an exported name has two homes. If the declarations mean the same, keep one and import it in the other places; " +
      "if they mean different things, give all but one the narrower word for what they are (ReaderBuffer, not Buffer)",
  );
});

/** The files that declare each exported name. */
async function homesOfNames(): Promise<Map<string, string[]>> {
  const homes = new Map<string, string[]>();
  for (const folder of FOLDERS) {
    for await (const file of sources(folder)) {
      for (const name of exportedNames(await Deno.readTextFile(new URL(file, ROOT)))) {
        homes.set(name, [...homes.get(name) ?? [], file]);
      }
    }
  }
  return homes;
}

/** The names that a file declares and exports; overloads and a type beside its value count once. */
function exportedNames(source: string): Set<string> {
  const { statements } = ts.createSourceFile("source.ts", source, ts.ScriptTarget.Latest);
  const names = new Set<string>();
  for (const statement of statements) {
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) ?? [] : [];
    const isMarked = (kind: ts.SyntaxKind) => modifiers.some((modifier) => modifier.kind === kind);
    if (!isMarked(ts.SyntaxKind.ExportKeyword) || isMarked(ts.SyntaxKind.DefaultKeyword)) continue;
    for (const name of declaredNames(statement)) names.add(name);
  }
  return names;
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => namesIn(name));
  }
  const { name } = statement as ts.DeclarationStatement;
  return name === undefined ? [] : [name.text];
}

function namesIn(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => ts.isOmittedExpression(element) ? [] : namesIn(element.name));
}
