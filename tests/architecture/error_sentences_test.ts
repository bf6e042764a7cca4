import { assert, assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import ts from "npm:typescript@5.9.3";
import { sources } from "../_kit/sources.ts";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));

/** Where an error may hold a plain sentence, and why nobody reads it in his language: a folder, a file, or a class. */
const PLAIN: Readonly<Record<string, string>> = {
  "mod/relay/": "socat's wording, which scripts read, has one language",
  "mod/io/": "a mistake of the program that uses the library",
  "mod/numbers/": "a mistake of the program that uses the library",
  "mod/http/files/dav/xml/parse_xml.ts": "caught, and answered with one sentence for all",
  "mod/http/page/script_modules.ts": "an impossible case: the modules are ours",
  "mod/services/lab/service.ts": "a crash that is asked for",
  "mod/services/chat/chat_lines.ts": "goes over the network",
  "mod/server/workers/isolate/connection_forwarder.ts": "caught, and never shown",
  "mod/net/tls/certificate_names.ts": "caught, and never shown",
  "mod/process/stop_requests.ts": "caught, and never shown",
  "BodyLengthError": "an impossible case: the reply of a page of ours is not as long as it said",
  "WebSocketError": "goes over the network",
  "CommandError": "Redis' wording, which clients read, has one language",
  "ProtocolError": "Redis' wording, which clients read, has one language",
};

/** Its sentence is data: the system's own, with the code that tells it apart, or the one of a runtime's class. */
function isOfTheSystem(node: ts.NewExpression): boolean {
  const call = node.parent;
  const coded = ts.isCallExpression(call) && call.expression.getText() === "Object.assign" &&
    /\bcode\b/.test(call.arguments[1]?.getText() ?? "");
  return coded || node.expression.getText().startsWith("Deno.errors.");
}

Deno.test("an error that a person reads carries a message, not an English sentence", async () => {
  const wrong: string[] = [];
  let seen = 0;
  for (const top of ["mod", "commands"]) {
    for await (const file of sources(top)) {
      seen++;
      if (Object.keys(PLAIN).some((each) => each.includes("/") && file.startsWith(each))) continue;
      const text = await Deno.readTextFile(join(ROOT, file));
      const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
      const visit = (node: ts.Node): void => {
        if (ts.isNewExpression(node) && isSentenced(node) && !isOfTheSystem(node)) {
          const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
          wrong.push(`${file}:${line} ${node.getText().replace(/\s+/g, " ").slice(0, 90)}`);
        }
        ts.forEachChild(node, visit);
      };
      visit(tree);
    }
  }
  assert(seen > 400, "hardly any source was found: the search must be broken");
  assertEquals(
    wrong,
    [],
    "make the sentence a message: new MessageError(msg`…`), new UsageError(msg`…`), new HttpError(status, msg`…`), " +
      "typeErrorOf(msg`…`) for a mistake of a calling program (mod/i18n/message_error.ts), and write its French in " +
      "mod/i18n/french; an error that nobody is shown belongs into PLAIN here, with the reason",
  );
});

/** Whether an error is made with a literal of several words. */
function isSentenced(node: ts.NewExpression): boolean {
  const name = node.expression.getText();
  if (!/(Error|Failure|Exception)$/.test(name) && !name.startsWith("Deno.errors.")) return false;
  return !(name in PLAIN) && (node.arguments ?? []).some(hasWords);
}

function hasWords(node: ts.Node): boolean {
  if (ts.isTaggedTemplateExpression(node)) return false;
  if (ts.isStringLiteralLike(node)) return SENTENCE.test(node.text);
  if (ts.isTemplateExpression(node)) return SENTENCE.test(node.getText());
  if (ts.isBinaryExpression(node)) return hasWords(node.left) || hasWords(node.right);
  if (ts.isConditionalExpression(node)) return hasWords(node.whenTrue) || hasWords(node.whenFalse);
  return false;
}

const SENTENCE = /\p{L}{2,}[,:]? +\p{L}{2,}|\p{L}{2,}[,:]? +["'$]/u;
