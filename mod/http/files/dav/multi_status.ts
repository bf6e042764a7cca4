import type { SharedTurns } from "../../../fs/shared_turns.ts";
import { bytesBody, type HttpReply, type ReplyBody } from "../../wire/message.ts";
import { statusText } from "../../wire/status_text.ts";

const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n';
const TYPE = "application/xml; charset=utf-8";
/** Characters that are collected before they are sent. */
const PIECE = 49_152;

/** A status, as the parts of an answer carry it (RFC 4918 §14.28). */
export function status(code: number): string {
  return `<D:status>HTTP/1.1 ${code} ${statusText(code)}</D:status>`;
}

/** An answer of one element of WebDAV, which begins with `<D:`. */
export function xmlReply(status: number, xml: string): HttpReply {
  const whole = DECLARATION + xml.replace(/^<D:[\w-]+/, '$& xmlns:D="DAV:"');
  return {
    status,
    fields: [["content-type", TYPE], ["cache-control", "no-store"]],
    body: bytesBody(new TextEncoder().encode(whole)),
  };
}

/** An answer about several resources (RFC 4918 §13). */
export function multiStatus(responses: readonly string[]): HttpReply {
  return xmlReply(207, `<D:multistatus>${responses.join("")}</D:multistatus>`);
}

const AT_ONCE: WalkTurn["turns"] = { run: (piece) => Promise.resolve(piece()) };

/** When something that is sent may begin, and go on, and that it is over. */
export interface WalkTurn {
  /** @returns what gives it back; undefined when there is none to be had any more */
  readonly wait: () => Promise<Disposable | undefined>;
  /** The turns of all such work in this thread. */
  readonly turns: Pick<SharedTurns, "run">;
  readonly end: () => void;
}

/** The same, made while it is sent: no more of it is in memory than its reader takes at once. */
export function streamedMultiStatus(
  responses: AsyncIterable<string> | Iterable<string>,
  turn?: WalkTurn,
): HttpReply {
  return {
    status: 207,
    fields: [["content-type", TYPE], ["cache-control", "no-store"]],
    body: streamed(responses, turn),
  };
}

function streamed(
  responses: AsyncIterable<string> | Iterable<string>,
  turn: WalkTurn | undefined,
): ReplyBody {
  return {
    length: undefined,
    close: () => turn?.end(),
    async send(sink) {
      using _permit = await turn?.wait();
      const encoder = new TextEncoder();
      const { run } = turn?.turns ?? AT_ONCE;
      let piece = `${DECLARATION}<D:multistatus xmlns:D="DAV:">\n`;
      for await (const response of responses) {
        piece += response;
        if (piece.length < PIECE) continue;
        await run(() => sink.write(encoder.encode(piece)));
        piece = "";
      }
      await sink.write(encoder.encode(`${piece}</D:multistatus>\n`));
    },
  };
}
