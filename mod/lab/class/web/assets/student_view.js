import { inPageLanguage } from "../../../../http/assets/listing/language.js";
import { byId, copyLine, element, refill } from "./element.js";
import { recordingLink } from "./report_view.js";
import { dayAndTime } from "./times.js";
import { TEXTS } from "./student_texts.js";

/** @import { ExerciseRow, Head, StudentRow } from "./board_model.js" */

/** How many hints are open, by exercise and mistake: a new mistake begins without any. */
const opened = new Map();

/**
 * Draws how far the student is.
 *
 * @param {Head} head
 * @param {StudentRow} student
 * @param {string} own the student's own address
 */
export function drawStudent(head, student, own) {
  const { deadline, now } = head;
  byId("deadline").textContent = deadline === null
    ? ""
    : now > deadline
    ? TEXTS.over(dayAndTime(deadline))
    : TEXTS.deadline(dayAndTime(deadline));
  const draw = () =>
    refill(byId("exercises"), head.exercises.map((exercise) => exerciseCard(exercise, student, own, draw)));
  draw();
  const handIns = student.handIns.toReversed().map(({ file, version, at, late, sha256 }) =>
    element("li", {}, [
      element("a", { href: encodeURIComponent(file), download: file, "data-focus": file + version }, [file]),
      ", " + TEXTS.version + " " + version + ", " + dayAndTime(at) + ", SHA-256 " + sha256.slice(0, 16) +
      "… ",
      ...late ? [element("span", { class: "stuck" }, [TEXTS.late])] : [],
    ])
  );
  refill(byId("handed-in"), handIns.length === 0 ? [element("li", {}, [TEXTS.nothing])] : handIns);
}

/**
 * @param {string} exercise
 * @param {StudentRow} student
 * @param {string} own
 * @param {() => void} draw
 */
function exerciseCard(exercise, student, own, draw) {
  const row = student.exercises[exercise];
  const command = "netlab check " + exercise + ' --run "' + TEXTS.yourProgram + '" --class ' + own;
  const inside = row === undefined || row.total === 0
    ? [element("p", {}, [TEXTS.notYet]), copyLine(command, TEXTS)]
    : [
      ...progressOf(exercise, row, student, draw),
      element("p", {}, [TEXTS.again]),
      copyLine(command + " --watch", TEXTS),
    ];
  return element("section", { class: "card padded", "aria-label": exercise }, [
    element("h3", {}, [exercise]),
    ...inside,
  ]);
}

/**
 * @param {string} exercise
 * @param {ExerciseRow} row
 * @param {StudentRow} student
 * @param {() => void} draw
 * @returns {HTMLElement[]}
 */
function progressOf(exercise, { stage, total, done, first }, student, draw) {
  const text = TEXTS.stage(stage, total);
  const meter = element("meter", {
    min: "0",
    max: String(Math.max(total, 1)),
    value: String(stage),
    "aria-label": text,
  });
  const reached = element("p", {}, [meter, " " + text]);
  if (done || first === undefined) {
    return [reached, ...done ? [element("p", { class: "done" }, [TEXTS.done])] : []];
  }
  const key = exercise + " " + first.key;
  const steps = hintSteps(student.hints?.[exercise] ?? {});
  const open = Math.min(opened.get(key) ?? 0, steps.length);
  return [
    reached,
    element("p", {}, [element("strong", {}, [TEXTS.firstMistake]), " " + inPageLanguage(first.title)]),
    ...steps.slice(0, open),
    ...recordingOf(student, exercise, first.rule),
    ...open === steps.length ? [] : [
      element("button", {
        type: "button",
        class: "button",
        "data-focus": "hint " + exercise,
        onclick: () => {
          opened.set(key, open + 1);
          draw();
        },
      }, [open === 0 ? TEXTS.hint : TEXTS.nextHint]),
    ],
  ];
}

/**
 * The way to the recording of the first mistake, if the last report has one.
 *
 * @param {StudentRow} student
 * @param {string} exercise
 * @param {string} rule
 * @returns {HTMLElement[]}
 */
function recordingOf({ reports }, exercise, rule) {
  const last = reports.findLast((report) => report.exercise === exercise && !report.partial);
  return last?.recordings.includes(rule) === true ? [element("p", {}, [recordingLink(last.id, rule)])] : [];
}

/**
 * The hints, each giving away more than the one before.
 *
 * @param {any} hints
 * @returns {HTMLElement[]}
 */
function hintSteps({ rule = "", expected = "", received = "", cause = "", transcript = [] }) {
  const step = (/** @type {string} */ name, /** @type {(Node | string)[]} */ inside) =>
    element("div", {}, [element("h4", {}, [name]), ...inside]);
  const line = (/** @type {string} */ text) => element("p", {}, [text]);
  return [
    ...rule === "" ? [] : [step(TEXTS.hints.rule, [line(rule)])],
    ...received === "" ? [] : [
      step(TEXTS.hints.exchange, [
        line(TEXTS.expected + inPageLanguage({ en: ": ", fr: "\u00a0: " }) + expected),
        line(TEXTS.received + inPageLanguage({ en: ": ", fr: "\u00a0: " }) + received),
      ]),
    ],
    ...transcript.length === 0 ? [] : [
      step(TEXTS.hints.transcript, [element("pre", {}, [transcript.join("\n")])]),
    ],
    ...cause === "" ? [] : [step(TEXTS.hints.cause, [line(cause)])],
  ];
}
