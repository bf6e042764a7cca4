import { byId, element } from "./element.js";
import { dayAndTime } from "./times.js";
import { reportView } from "./report_view.js";
import { TEXTS } from "./teacher_texts.js";

/** @import { StudentRow } from "./board_model.js" */

/**
 * Opens what is known about a student.
 *
 * @param {StudentRow} student
 * @param {string} name as the page calls the student now
 */
export function openStudent(student, name) {
  const dialog = byId("details");
  byId("details-title").textContent = name;
  const body = byId("details-body");
  const shown = element("div", { "aria-live": "polite" });
  const trouble = () => shown.replaceChildren(TEXTS.failed);
  const reports = student.reports.toReversed().map((
    { id, exercise, at, passed, total, partial, recordings },
  ) =>
    element("li", {}, [
      element("button", {
        type: "button",
        class: "button",
        onclick: () => {
          fetch("reports/" + id).then(async (response) => {
            if (!response.ok) return trouble();
            const { report } = await response.json();
            shown.replaceChildren(element("h3", {}, [TEXTS.reported]), ...reportView(report, id, recordings));
          }).catch(trouble);
        },
      }, [exercise + " " + passed + "/" + total + ", " + dayAndTime(at)]),
      partial ? " " + TEXTS.partial : "",
    ])
  );
  const handIns = student.handIns.toReversed().map(({ id, file, version, at, late, size, sha256 }) =>
    element("li", {}, [
      element("a", { href: "hand-ins/" + id, download: file }, [file + ", " + TEXTS.version + " " + version]),
      ", " + dayAndTime(at) + ", " + size + " B, SHA-256 " + sha256.slice(0, 16) + "… ",
      ...late ? [element("span", { class: "stuck" }, [TEXTS.late])] : [],
    ])
  );
  const release = element("button", {
    type: "button",
    class: "button",
    onclick: () => {
      fetch("students/" + student.id + "/release", { method: "POST" })
        .then((response) => response.ok ? shown.replaceChildren(TEXTS.released) : trouble()).catch(trouble);
    },
  }, [TEXTS.release]);
  body.replaceChildren(
    element("h3", {}, [TEXTS.reports]),
    element("ul", {}, reports.length === 0 ? [element("li", {}, [TEXTS.nothing])] : reports),
    shown,
    element("h3", {}, [TEXTS.handIns]),
    element("ul", {}, handIns.length === 0 ? [element("li", {}, [TEXTS.nothing])] : handIns),
    element("p", {}, [release, " " + TEXTS.releaseHelp]),
  );
  if (!(dialog instanceof HTMLDialogElement)) return;
  // Nothing of a student stays in a page that may be shown to others next.
  dialog.onclose = () => {
    byId("details-title").textContent = "";
    body.replaceChildren();
  };
  dialog.showModal();
}
