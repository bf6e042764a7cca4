import { fromFileUrl, join } from "@std/path";
import ts from "npm:typescript@5.9.3";
import { messageId } from "../../../mod/i18n/message.ts";

const ROOT = fromFileUrl(new URL("../../../", import.meta.url));

/** A message that the program can make: its place in the sources, and its id in the catalogues. */
export interface MadeMessage {
  readonly file: string;
  readonly line: number;
  readonly id: string;
  /** Values that are words of ours in a plain string: they would be English in every language. */
  readonly bareWords: readonly string[];
}

/**
 * Every template that is tagged `msg`, as the TypeScript compiler finds them: all of them, and nothing else.
 */
export async function madeMessages(): Promise<MadeMessage[]> {
  const found: MadeMessage[] = [];
  for await (const file of sourceFiles()) {
    const tree = ts.createSourceFile(
      file,
      await Deno.readTextFile(join(ROOT, file)),
      ts.ScriptTarget.Latest,
      true,
    );
    const visit = (node: ts.Node): void => {
      if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === "msg") {
        const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        found.push({ file, line, id: messageId(fixedParts(node)), bareWords: bareWords(node) });
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return found;
}

function fixedParts({ template }: ts.TaggedTemplateExpression): string[] {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return [template.text];
  return [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)];
}

function bareWords({ template }: ts.TaggedTemplateExpression): string[] {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return [];
  return template.templateSpans.flatMap(({ expression }) => [...strings(expression)]).filter((text) =>
    /\p{L}{2,}\s+\p{L}{2,}/u.test(text)
  );
}

/** The strings that the value of an expression may be. */
function* strings(node: ts.Expression): Generator<string> {
  if (ts.isParenthesizedExpression(node)) yield* strings(node.expression);
  else if (ts.isConditionalExpression(node)) {
    yield* strings(node.whenTrue);
    yield* strings(node.whenFalse);
  } else if (ts.isStringLiteralLike(node)) yield node.text;
}

/** Every source file of the program, relative to the root of the project. */
export async function* sourceFiles(folder = ""): AsyncGenerator<string> {
  if (folder === "") yield "main.ts";
  const children = folder === "" ? ["commands", "mod"] : await Array.fromAsync(
    Deno.readDir(join(ROOT, folder)),
    ({ name }) => `${folder}/${name}`,
  );
  for (const path of children.sort()) {
    if (path.endsWith(".ts")) yield path;
    else if (!path.includes(".")) yield* sourceFiles(path);
  }
}
