import { msg } from "../../../../i18n/message.ts";
import { HttpError } from "../../../wire/http_error.ts";
import type { RequestBody } from "../../../wire/message.ts";
import { parseXml } from "./parse_xml.ts";
import type { XmlElement } from "./xml_element.ts";

/** The longest body of XML, bytes. */
export const XML_LIMIT = 64 * 1024;

/**
 * Reads the body of a request as XML, in UTF-8 or UTF-16.
 *
 * @returns its outermost element; undefined when there is no body
 * @throws HttpError 400 when it is not well-formed, or has a document type; 413 when it is too long
 */
export async function readXml(body: RequestBody): Promise<XmlElement | undefined> {
  if ((body.length ?? 0) > XML_LIMIT) throw tooLong();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let bytes = await body.read(); bytes !== null; bytes = await body.read()) {
    length += bytes.length;
    if (length > XML_LIMIT) throw tooLong();
    pieces.push(bytes.slice());
  }
  if (length === 0) return undefined;
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  try {
    return parseXml(new TextDecoder(encodingOf(all), { fatal: true }).decode(all));
  } catch {
    throw new HttpError(400, msg`The body is not well-formed XML, or has a document type`);
  }
}

/** By its first bytes (XML 1.0, appendix F). */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe || first === 0x3c && second === 0) return "utf-16le";
  if (first === 0xfe && second === 0xff || first === 0 && second === 0x3c) return "utf-16be";
  return "utf-8";
}

function tooLong(): HttpError {
  return new HttpError(413, msg`The body may have ${XML_LIMIT} bytes of XML, and not more`);
}
