import { foldedName, isDeviceName } from "../../fs/file_name.ts";
import { type Message, msg } from "../../i18n/message.ts";

/**
 * The rules for a student's name.
 *
 * It is shown to a class, written into tables, and it is the name of a folder. So it has nothing that steers a
 * terminal, turns the text around or leads to another folder, and nobody can be mistaken for somebody else: two names
 * that differ by case, accents' encoding, or the width of a character are one, and no name mixes letters that look
 * alike.
 */

/** As people count characters. */
const LONGEST = 40;
/** Letters and digits of any script, and what stands between the parts of a name. */
const ALLOWED = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} '’.·_-]*$/u;
/** More marks than this on a letter hide what is around it. */
const TOWER_OF_MARKS = /\p{M}{5}/u;
/** A person's name keeps to one of these. */
const LOOK_ALIKE = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/** The name as it is kept: accents in one encoding, single blanks, none around it. */
export function tidyName(typed: string): string {
  return typed.normalize("NFC").replace(/ +/g, " ").trim();
}

/** Names with the same key are the same name. */
export function nameKey(name: string): string {
  return foldedName(name.normalize("NFKC").replaceAll("’", "'"));
}

/** Why a tidied name cannot be used, for its owner; undefined: it can. */
export function nameProblem(name: string): Message | undefined {
  if (name === "") return msg`A name needs at least one character`;
  if (name.length > LONGEST * 5 || [...new Intl.Segmenter().segment(name)].length > LONGEST) {
    return msg`A name has ${LONGEST} characters at most`;
  }
  if (!ALLOWED.test(name) || TOWER_OF_MARKS.test(name)) {
    return msg`A name begins with a letter or a digit and has only letters, digits, blanks and ' . · _ -`;
  }
  if (LOOK_ALIKE.filter((script) => script.test(name)).length > 1) {
    return msg`A name does not mix alphabets whose letters look alike`;
  }
  // A folder has this name, on any system
  if (/[. ]$/.test(name) || isDeviceName(name)) {
    return msg`A name cannot be "${name}": no folder has such a name`;
  }
  return undefined;
}
