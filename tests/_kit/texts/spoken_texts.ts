import { fromFileUrl, join } from "@std/path";
import ts from "npm:typescript@5.9.3";

const ROOT = fromFileUrl(new URL("../../../", import.meta.url));

/** A text in the sources, its placeholders numbered: `Cannot connect to ⟦1⟧: ⟦2⟧`. */
export interface SourceText {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Every text literal of the program, one for each way in which its conditions may turn out. */
export async function sourceTexts(): Promise<SourceText[]> {
  const found: SourceText[] = [];
  for await (const file of sourceFiles()) {
    const code = await Deno.readTextFile(join(ROOT, file));
    const tree = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
    for (const node of literals(tree)) {
      const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      for (const text of alternatives(node)) found.push({ file, line, text: numbered(text) });
    }
  }
  return found;
}

/** Whether people would read this as words: two of them in a row, or with only a placeholder between them. */
export function isSentence(text: string): boolean {
  const said = text.replace(/^netlab( [a-z]+| ⟦\d+⟧)*: /, "");
  if (/^netlab( [-.\w]+)*$|^\s*(INSERT|SELECT|PRAGMA) /.test(said)) return false;
  return /\p{L}{2,}[,;:]? \(?(⟦\d+⟧ )?\p{L}{2,}/u.test(said);
}

/** Properties whose texts are typed, not said. */
const TYPED = ["command", "name", "usage"];

/** The outermost expressions that are texts, wherever they stand. */
function* literals(node: ts.Node): Generator<ts.Expression> {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
  if (ts.isPropertyAssignment(node) && TYPED.includes(node.name.getText())) return;
  if (ts.isExpression(node) && isText(node)) {
    yield node;
    yield* within(node);
  } else for (const child of node.getChildren()) yield* literals(child);
}

/** What stands in a text's placeholders may hold other texts. */
function* within(node: ts.Node): Generator<ts.Expression> {
  for (const child of node.getChildren()) {
    if (ts.isExpression(child) && !isText(child)) yield* literals(child);
    else yield* within(child);
  }
}

function isText(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node)) return isText(node.expression);
  if (ts.isConditionalExpression(node)) return isText(node.whenTrue) || isText(node.whenFalse);
  if (isJoined(node)) return isText(node.left) || isText(node.right);
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

/** `a + b`, or `a ?? b`. */
function isJoined(node: ts.Expression): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) &&
    [ts.SyntaxKind.PlusToken, ts.SyntaxKind.QuestionQuestionToken].includes(node.operatorToken.kind);
}

/** What the text may be, with `⟦⟧` for what is only known when the program runs. */
function alternatives(node: ts.Expression): string[] {
  if (ts.isParenthesizedExpression(node)) return alternatives(node.expression);
  if (ts.isConditionalExpression(node)) {
    return [...alternatives(node.whenTrue), ...alternatives(node.whenFalse)];
  }
  if (isJoined(node)) {
    const [left, right] = [alternatives(node.left), alternatives(node.right)];
    return node.operatorToken.kind === ts.SyntaxKind.PlusToken ? joined(left, right) : [...left, ...right];
  }
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (!ts.isTemplateExpression(node)) return ["⟦⟧"];
  return node.templateSpans.reduce(
    (texts, { expression, literal }) =>
      joined(joined(texts, isText(expression) ? alternatives(expression) : ["⟦⟧"]), [literal.text]),
    [node.head.text],
  );
}

function joined(left: readonly string[], right: readonly string[]): string[] {
  return left.flatMap((start) => right.map((end) => start + end));
}

function numbered(text: string): string {
  let count = 0;
  return text.replaceAll("⟦⟧", () => `⟦${++count}⟧`);
}

async function* sourceFiles(folder = ""): AsyncGenerator<string> {
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
