import { type Message, msg } from "../../i18n/message.ts";
import type { PlainTextAnswer } from "../../net/tls/plain_text_client.ts";
import { pageLanguage } from "../page/page_language.ts";
import { textReply } from "../wire/message.ts";
import { replyHead } from "../wire/reply_head.ts";
import { headLength, parseRequestHead, type RequestHead } from "../wire/request_head.ts";

/**
 * What a TLS port answers to HTTP without TLS: 400 and a sentence, with the address that is meant if the
 * request says which.
 */
export async function httpOnTlsPort(): Promise<PlainTextAnswer> {
  // The answer cannot wait for it once it is needed.
  const { toFrench } = await import("../../i18n/french/to_french.ts");
  return (beginning) => {
    if (!isHttp(beginning)) return undefined;
    const head = readHead(beginning);
    const sentence = whereItIs(head);
    const french = head !== undefined && pageLanguage(head.fields, "en") === "fr";
    const text = `${french ? toFrench(sentence) : sentence}\n`;
    const reply = textReply(400, text, [["x-content-type-options", "nosniff"]]);
    const told = replyHead(reply, { kind: "length", close: true }, Date.now()).join("");
    return new TextEncoder().encode(head?.method === "HEAD" ? told : told + text);
  };
}

function isHttp(beginning: Uint8Array): boolean {
  return /^[A-Z]{3,20} [!-~]/.test(String.fromCharCode(...beginning.subarray(0, 24)));
}

function whereItIs(head: RequestHead | undefined): Message {
  const host = head?.fields.get("host");
  return host !== undefined && host !== "" && /^\/[!-~]*$/.test(head!.target)
    ? msg`This port speaks HTTPS: ask for https://${host}${head!.target}`
    : msg`This port speaks HTTPS, not HTTP: ask for an address with https://`;
}

/** @returns undefined when it has not arrived as a whole, or is broken */
function readHead(beginning: Uint8Array): RequestHead | undefined {
  const length = headLength(beginning, 0);
  if (length === undefined) return undefined;
  try {
    return parseRequestHead(beginning.subarray(0, length));
  } catch {
    return undefined;
  }
}
