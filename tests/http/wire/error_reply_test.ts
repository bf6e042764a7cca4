import { assertEquals } from "@std/assert";
import { msg } from "../../../mod/i18n/message.ts";
import { errorReply } from "../../../mod/http/wire/error_reply.ts";
import { HttpError } from "../../../mod/http/wire/http_error.ts";
import { parseRequestHead } from "../../../mod/http/wire/request_head.ts";
import { latin1Bytes } from "../../_kit/latin1.ts";

const ENGLISH = "This server takes 10 bytes in all, and this would be more.\n";
const FRENCH = "Ce serveur prend 10 octets en tout, et ce serait davantage.\n";

/** What a request says about languages, and what it is answered. */
const ASKED: readonly [fields: string, sentence: string][] = [
  ["", ENGLISH], // curl
  ["Accept-Language: fr\r\n", FRENCH],
  ["Accept-Language: fr-CH, en;q=0.5\r\n", FRENCH],
  ["Accept-Language: en-GB, fr;q=0.5\r\n", ENGLISH],
  ["Accept-Language: de\r\n", ENGLISH],
];

Deno.test("a request that is refused is answered in the language that it prefers", async () => {
  const error = new HttpError(507, msg`This server takes ${10} bytes in all, and this would be more`, [[
    "a",
    "b",
  ]]);
  for (const [fields, sentence] of ASKED) {
    const head = parseRequestHead(latin1Bytes(`GET / HTTP/1.1\r\nHost: a\r\n${fields}\r\n`));
    const reply = await errorReply(error, head);
    let text = "";
    await reply.body!.send({
      write: (bytes) => {
        text += new TextDecoder().decode(bytes);
        return Promise.resolve();
      },
    });
    const said = Object.fromEntries(reply.fields);
    assertEquals([reply.status, text, said["a"]], [507, sentence, "b"], fields);
    assertEquals(said["content-language"], sentence === FRENCH ? "fr" : undefined);
  }
  assertEquals((await errorReply(error, undefined)).status, 507);
});
