import { inPageLanguage } from "../../../../http/assets/listing/language.js";
import { element, refill } from "./element.js";
import { lasting } from "./times.js";
import { mistakesOf } from "./board_model.js";
import { TEXTS } from "./teacher_texts.js";

/** @import { ExerciseRow, Head, Mistake, StudentRow } from "./board_model.js" */

/** Columns of mistakes; those that fewer make are in the list below. */
const MOST_COLUMNS = 12;

/** @param {Mistake} mistake */
function sentence({ title, cause, rule }) {
  const told = inPageLanguage({ en: cause.en || title.en, fr: cause.fr || title.fr });
  return told || rule;
}

/**
 * Draws the class: students by mistakes.
 *
 * @param {{ board: HTMLElement, mistakes: HTMLElement }} places
 * @param {readonly StudentRow[]} students in their order
 * @param {Head} head
 * @param {{ exercise: string, nameOf: (student: StudentRow) => string, open: (student: StudentRow) => void }} how
 */
export function drawBoard({ board, mistakes }, students, head, { exercise, nameOf, open }) {
  const found = mistakesOf(students, exercise);
  const columns = found.slice(0, MOST_COLUMNS);
  const heads = [TEXTS.student, TEXTS.stage, TEXTS.first, TEXTS.tries, TEXTS.points, TEXTS.files];
  const top = element("tr", {}, [
    ...heads.map((text) => element("th", { scope: "col" }, [text])),
    ...columns.map(({ mistake }, at) =>
      element("th", { scope: "col", class: "mistake", title: sentence(mistake) }, [
        element("span", { "aria-hidden": "true" }, [String(at + 1)]),
        element("span", { class: "visually-hidden" }, [TEXTS.mistake(at + 1)]),
      ])
    ),
  ]);
  const rows = students.map((student) => {
    const row = student.exercises[exercise];
    const own = new Set(row?.mistakes.map(({ key }) => key));
    return element("tr", {}, [
      element("th", { scope: "row" }, [
        element("button", {
          type: "button",
          "data-focus": String(student.id),
          onclick: () => open(student),
        }, [nameOf(student)]),
        " ",
        element("span", { class: student.here ? "here" : "away" }, [student.here ? TEXTS.here : TEXTS.away]),
      ]),
      element("td", { class: "stage" }, stageOf(row, head.now)),
      element("td", { class: "first" }, firstOf(row, head.now)),
      element("td", {}, [row === undefined ? "" : String(row.attempts)]),
      element("td", {}, [String(student.points)]),
      element("td", {}, filesOf(student)),
      ...columns.map(({ mistake }) =>
        element(
          "td",
          { class: "mistake" },
          own.has(mistake.key)
            ? [
              element("span", { "aria-hidden": "true" }, ["●"]),
              element("span", { class: "visually-hidden" }, [TEXTS.makes]),
            ]
            : [],
        )
      ),
    ]);
  });
  refill(board, [
    students.length === 0
      ? element("p", {}, [TEXTS.nobody])
      : element("table", {}, [element("thead", {}, [top]), element("tbody", {}, rows)]),
  ]);
  refill(
    mistakes,
    found.length === 0
      ? [element("li", {}, [TEXTS.noMistake])]
      : found.map(({ mistake, count }) =>
        element("li", {}, [
          sentence(mistake) + " ",
          element("span", { class: "away" }, ["(" + mistake.rule + ", " + TEXTS.students(count) + ")"]),
        ])
      ),
  );
}

/** @param {ExerciseRow | undefined} row @param {number} now @returns {(Node | string)[]} */
function stageOf(row, now) {
  if (row === undefined || row.total === 0) return [element("span", { class: "away" }, [TEXTS.none])];
  const { stage, total, done, stuck, bestAt } = row;
  const text = stage + "/" + total;
  return [
    element("meter", { min: "0", max: String(Math.max(total, 1)), value: String(stage), "aria-label": text }),
    " " + text + " ",
    ...done ? [element("span", { class: "done" }, [TEXTS.done])] : [],
    ...stuck ? [element("span", { class: "stuck" }, [TEXTS.stuck + " " + lasting(now - bestAt)])] : [],
  ];
}

/** @param {ExerciseRow | undefined} row @param {number} now @returns {(Node | string)[]} */
function firstOf(row, now) {
  if (row?.first === undefined) return [];
  return [
    sentence(row.first) + " ",
    element("span", { class: "away" }, ["(" + TEXTS.since + " " + lasting(now - row.firstSince) + ")"]),
  ];
}

/** @param {StudentRow} student @returns {(Node | string)[]} */
function filesOf({ handIns }) {
  const last = handIns.at(-1);
  if (last === undefined) return [];
  const count = new Set(handIns.map(({ file }) => file)).size;
  return [String(count), ...last.late ? [" ", element("span", { class: "stuck" }, [TEXTS.late])] : []];
}
