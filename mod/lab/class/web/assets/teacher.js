import { byId, element } from "./element.js";
import { liveLine } from "./live_line.js";
import { dayAndTime } from "./times.js";
import { ordered } from "./board_model.js";
import { TEXTS } from "./teacher_texts.js";
import { drawBoard } from "./board_view.js";
import { openStudent } from "./student_dialog.js";

/** @import { Head, StudentRow } from "./board_model.js" */

/** Shows the class for as long as the page is open. */
function showClass() {
  /** @type {Map<number, StudentRow>} */
  const students = new Map();
  /** @type {Head | undefined} */
  let head;
  let exercise = "";
  const order = /** @type {HTMLSelectElement} */ (byId("order"));
  const hides = /** @type {HTMLInputElement} */ (byId("hide-names"));
  const places = { board: byId("board"), mistakes: byId("mistakes") };
  // Without names, nothing tells who is who: neither the order of arrival nor that of the alphabet.
  /** @type {Map<number, number>} */
  const dice = new Map();
  const numbers = () =>
    new Map([...students.keys()].sort((a, b) => die(a) - die(b)).map((id, at) => [id, at + 1]));
  const die = (/** @type {number} */ id) => {
    if (!dice.has(id)) dice.set(id, Math.random());
    return dice.get(id) ?? 0;
  };
  const draw = () => {
    if (head === undefined) return;
    const all = [...students.values()];
    const anonymous = numbers();
    const nameOf = (/** @type {StudentRow} */ { id, name }) =>
      hides.checked ? TEXTS.anonymous(anonymous.get(id) ?? 0) : name;
    const named = all.map((student) => ({ ...student, name: nameOf(student) }));
    const open = (/** @type {StudentRow} */ student) => openStudent(student, nameOf(student));
    drawBoard(places, ordered(named, order.value, exercise), head, {
      exercise,
      nameOf: ({ name }) => name,
      open,
    });
    byId("counts").textContent = TEXTS.counts(all.filter(({ here }) => here).length, all.length);
    byId("deadline").textContent = head.deadline === null ? "" : TEXTS.deadline(dayAndTime(head.deadline));
  };
  const choose = (/** @type {readonly string[]} */ exercises) => {
    if (exercises.includes(exercise)) return;
    exercise = exercises[0] ?? "";
    byId("exercise-choice").replaceChildren(...exercises.map((each) => {
      const input = element("input", {
        type: "radio",
        name: "exercise",
        value: each,
        checked: each === exercise,
      });
      input.addEventListener("change", () => {
        exercise = each;
        draw();
      });
      return element("label", {}, [input, " " + each]);
    }));
  };
  order.addEventListener("change", draw);
  hides.checked = sessionStorage.getItem("hide-names") === "yes";
  hides.addEventListener("change", () => {
    sessionStorage.setItem("hide-names", hides.checked ? "yes" : "no");
    draw();
  });
  liveLine(byId("state"), (news) => {
    head = news.head;
    for (const id of news.gone) students.delete(id);
    for (const student of news.students) students.set(student.id, student);
    choose(news.head.exercises);
    draw();
  });
}

const { page, problem } = document.body.dataset;
if (page === "teacher") showClass();
if (problem === "wrong") byId("trouble").textContent = TEXTS.wrongKey;
if (problem === "slow") byId("trouble").textContent = TEXTS.tooMany;
