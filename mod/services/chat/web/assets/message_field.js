import { askAboutPaste } from "./paste_question.js";
import { TEXTS } from "./texts.js";
import { excessOf } from "./wire_line.js";

/**
 * The field in which messages are written. Enter says what is in it, Shift-Enter begins a line; each line is a
 * message. The field is emptied when its text has been handed over, and only then.
 */
export class MessageField {
  #field;
  #button;
  #problem;
  #say;

  /**
   * @param {object} parts
   * @param {HTMLFormElement} parts.form
   * @param {HTMLTextAreaElement} parts.field
   * @param {HTMLButtonElement} parts.button
   * @param {(problem: string) => void} parts.problem tells why something is not said
   * @param {(lines: readonly string[], isText: boolean) => boolean} parts.say hands lines over, and tells whether
   *   they were taken. Text is said as it is; else a line that begins with / is a command
   */
  constructor({ form, field, button, problem, say }) {
    this.#field = field;
    this.#button = button;
    this.#problem = problem;
    this.#say = say;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    field.addEventListener("keydown", (event) => {
      // A word that is being put together from several keys is not a message yet
      if (event.key !== "Enter" || event.shiftKey || event.altKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    field.addEventListener("input", () => this.#fit());
    field.addEventListener("paste", (event) => this.#paste(event));
  }

  get text() {
    return this.#field.value;
  }

  /** @param {string} text */
  set text(text) {
    this.#field.value = text;
    this.#fit();
  }

  /** Puts the caret at the end, where somebody goes on writing. */
  focus() {
    const { length } = this.#field.value;
    this.#field.focus();
    this.#field.setSelectionRange(length, length);
  }

  /**
   * Gives a text back to be edited, in front of what is written already.
   *
   * @param {string} text
   */
  giveBack(text) {
    const { value } = this.#field;
    this.text = value === "" ? text : text + "\n" + value;
    this.focus();
  }

  #submit() {
    const lines = linesOf(this.text);
    if (lines.length === 0) return;
    if (this.#hand(lines, lines.length > 1)) this.text = "";
  }

  /**
   * @param {readonly string[]} lines
   * @param {boolean} isText
   */
  #hand(lines, isText) {
    for (const line of lines) {
      const { excess, most } = excessOf(line, isText);
      if (excess <= 0) continue;
      this.#problem(TEXTS.tooLong(excess, most));
      return false;
    }
    return this.#say(lines, isText);
  }

  /** @param {ClipboardEvent} event */
  async #paste(event) {
    const pasted = event.clipboardData?.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n+$/, "") ??
      "";
    if (!pasted.includes("\n")) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = this.#field;
    const whole = value.slice(0, selectionStart) + pasted + value.slice(selectionEnd);
    const lines = linesOf(whole);
    const choice = lines.length > 1 ? await askAboutPaste(lines) : "edit";
    const said = choice === "one" ? [lines.map((line) => line.trim()).join(" ")] : lines;
    this.text = choice !== "edit" && this.#hand(said, true) ? "" : whole;
    this.focus();
    if (this.text === "") return;
    const end = selectionStart + pasted.length;
    this.#field.setSelectionRange(end, end);
  }

  /** As high as what is in it, up to what the style allows; the button says how many messages it is. */
  #fit() {
    const { style } = this.#field;
    style.height = "auto";
    style.height = this.#field.scrollHeight + 2 + "px";
    const lines = linesOf(this.text).length;
    this.#button.textContent = lines > 1 ? TEXTS.sendLines(lines) : TEXTS.send;
  }
}

/**
 * The lines that say something.
 *
 * @param {string} text
 */
function linesOf(text) {
  return text.split(/\r\n|[\n\r\u2028\u2029]/).filter((line) => line.trim() !== "");
}
