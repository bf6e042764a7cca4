import type { CauseText } from "../../causes/cause_text.ts";
import { MESSAGE_SIZES, type MessageFraming } from "../../../io/message_framing.ts";
import { ECHO_MESSAGE_CAUSES as WHY } from "../../texts/echo_message_texts.ts";
import { lengthBytes, markMistakes } from "../echo/message_mistakes.ts";
import { equalBytes } from "../../probes/quoted_bytes.ts";

/**
 * The mistake that bytes tell which came where a message with this text should have. A chat may put a name in front, so
 * a length that is wrong in a classic way and fits all that came, to the byte, is a sign, too.
 */
export function roomMistake(
  came: Uint8Array,
  text: string,
  framing: MessageFraming,
): CauseText | undefined {
  const said = new TextEncoder().encode(text);
  const mistake = markMistakes(said, framing).find(({ wire }) => equalBytes(wire, came));
  if (mistake !== undefined) return mistake.tells;
  const decoded = new TextDecoder().decode(came);
  if (!decoded.includes(text)) return undefined;
  // A length that is short is a byte that no text has
  if (came.every((byte) => byte >= BLANK || byte === LINE_FEED || byte === CARRIAGE_RETURN)) {
    return decoded.endsWith("\n") ? WHY.line : WHY.noMark;
  }
  return framing === "nul" ? undefined : lengthMistake(came, MESSAGE_SIZES[framing]);
}

function lengthMistake(came: Uint8Array, size: number): CauseText | undefined {
  const begins = (value: number, width: number, turned: boolean) => {
    const bytes = lengthBytes(value, width);
    return equalBytes(came.subarray(0, width), turned ? bytes.toReversed() : bytes);
  };
  const rest = came.subarray(size);
  const characters = [...new TextDecoder().decode(rest)].length;
  if (begins(rest.length, size, false)) return undefined;
  if (size > 1 && begins(rest.length, size, true)) return WHY.littleEndian;
  if (begins(rest.length + size, size, false)) return WHY.countsItself;
  if (characters !== rest.length && begins(characters, size, false)) return WHY.characters;
  const width = [1, 2, 4, 8].find((other) =>
    other !== size && (begins(came.length - other, other, false) || begins(came.length - other, other, true))
  );
  return width === undefined ? undefined : WHY.otherWidth(width);
}

const BLANK = 0x20;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
