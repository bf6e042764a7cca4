/**
 * A line of the room, as `/json` has it: which of these there are depends on the type.
 *
 * @typedef {object} RoomLine
 * @property {string} type
 * @property {string} text
 * @property {number} [at] when it was said, milliseconds since 1970
 * @property {number} [seq] the number of a message in the room
 * @property {boolean} [history] it was said before
 * @property {string} from
 * @property {string} to
 * @property {string} name
 * @property {string} by
 * @property {string} you
 * @property {string[]} others
 * @property {string} room in whose count the numbers are
 * @property {number} [since] the past follows from this number on
 * @property {number} [said] the last of our lines that the room has
 * @property {string[]} names
 * @property {string[]} [unreachable] those of them who are on servers that cannot be reached
 * @property {{ from: string, to: string }[]} [renamed] those of them who had another name before
 * @property {number} count
 * @property {boolean} [atMost] the count is that, or less
 * @property {number} line the number of one of our lines
 * @property {number} [refused] how many of our lines were refused
 * @property {string} reason
 * @property {"name" | "password"} asks
 * @property {number} [wait] after so many seconds a password may be tried again
 */

/**
 * A line as it came; undefined for one that is none of ours, such as the question for a name before we have asked
 * for JSON.
 *
 * @param {string} text
 * @returns {RoomLine | undefined}
 */
export function readRoomLine(text) {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a line client said it before the room spoke JSON
  }
}
