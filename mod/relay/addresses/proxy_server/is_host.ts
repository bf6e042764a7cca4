import { isIpv6, literalFamily } from "../../../net/address/ip_literal.ts";
import { escapeControls } from "../../../io/visible_text.ts";

/**
 * Whether a text that a stranger sent may be looked up: an address without brackets, or something that could be a
 * name. The system's resolver gets no blanks, no control characters and nothing of a URL.
 */
export function isHost(text: string): boolean {
  if (text === "" || text.length > 255 || escapeControls(text) !== text) return false;
  return isIpv6(text) ? literalFamily(text) === 6 && !text.includes("%") : !/[\s/?#@[\]\\%]/.test(text);
}
