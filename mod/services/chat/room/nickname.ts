import { type Message, msg } from "../../../i18n/message.ts";

/**
 * The rules for a name in a room.
 *
 * A name is printed before every message, so it must be visible, short, and impossible to mistake for
 * another: 1 to 20 characters as a person counts them (`é` written as two code points is one, so is a family
 * emoji), without spaces, so that `/msg NAME text` needs no quotes. Two names that differ only by case or by
 * the way an accent is encoded are the same name.
 *
 * An action is told as `* NAME ACTION`, which is how the room tells its own news: so no name may look like the
 * beginning of those, nor of a line of the past or of somebody else's.
 */

const LONGEST = 20;
/** Marks one character may carry; more is a tower of accents that overwrites the lines around it. */
const MOST_MARKS = 4;

const INVISIBLE = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;
const MARKS = /\p{M}/gu;
/** What stands around a name, or marks a line of the past. */
const MARKS_OF_THE_ROOM = /[*:()[\]<>]/;
/** The first words of the news in `format_line.ts` that do not begin with a name. */
const WORDS_OF_THE_ROOM: ReadonlySet<string> = new Set([
  "another",
  "here",
  "nobody",
  "out",
  "the",
  "there",
  "within",
  "you",
]);
const EMOJI = /^\p{RGI_Emoji}$/v;

/** The name as it is kept: surrounding blanks removed, accents in one encoding (Unicode NFC). */
export function tidyNickname(typed: string): string {
  return typed.trim().normalize("NFC");
}

/** The key by which two names are compared: equal keys mean the same name. */
export function nicknameKey(name: string): string {
  return name.normalize("NFKC").toLowerCase().normalize("NFKC");
}

/**
 * Why a tidied name cannot be used, as a sentence for its owner; `undefined` when it can.
 *
 * @param name what {@linkcode tidyNickname} gave
 */
export function nicknameProblem(name: string): Message | undefined {
  if (name === "") return msg`A name needs at least one character`;
  if (name.length > LONGEST * 16) return tooLong();
  const characters = graphemes(name);
  if (characters.length > LONGEST) return tooLong();
  if (!characters.every(isVisible)) return msg`A name is made of visible characters, without spaces`;
  if (name.startsWith("/")) return msg`A name cannot begin with / (commands do)`;
  const [mark] = MARKS_OF_THE_ROOM.exec(name) ?? [];
  if (mark !== undefined) return msg`A name cannot contain ${mark}, which the room's own lines do`;
  if (WORDS_OF_THE_ROOM.has(nicknameKey(name))) {
    return msg`A name cannot be ${name}: news of the room begin so`;
  }
  return undefined;
}

/**
 * The name that somebody gets who comes back and finds the old one taken: with the first number that makes it
 * free, from 2 on.
 */
export function freeNickname(name: string, isTaken: (name: string) => boolean): string {
  const characters = graphemes(name);
  for (let number = 2;; number++) {
    const end = String(number);
    const candidate = tidyNickname(characters.slice(0, LONGEST - end.length).join("") + end);
    if (!isTaken(candidate)) return candidate;
  }
}

function tooLong(): Message {
  return msg`A name has at most ${LONGEST} characters`;
}

function graphemes(text: string): string[] {
  return [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)].map((part) =>
    part.segment
  );
}

function isVisible(character: string): boolean {
  if (EMOJI.test(character)) return true;
  const marks = character.match(MARKS)?.length ?? 0;
  const hasBase = character.replace(MARKS, "") !== "";
  return hasBase && marks <= MOST_MARKS && !INVISIBLE.test(character);
}
