import { byId, copyLine, element } from "./element.js";
import { liveLine } from "./live_line.js";
import { TEXTS } from "./student_texts.js";
import { drawStudent } from "./student_view.js";
import { handInForm } from "./hand_in_form.js";

/** Where the browser keeps the students that it is: names and keys, by the class that it found at this address. */
const KEPT = "netlab-class";
/** As `netlab` writes keys: letters and digits that nobody confuses. */
const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

/** @returns {{ name: string, key: string }[]} */
function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "[]");
  } catch {
    return [];
  }
}

/** @param {string} name @param {string} key */
function keep(name, key) {
  const others = kept().filter((each) => each.key !== key);
  localStorage.setItem(KEPT, JSON.stringify([{ name, key }, ...others].slice(0, 10)));
}

function newKey() {
  const letters = Array.from(crypto.getRandomValues(new Uint8Array(20)), (byte) => LETTERS[byte & 31]).join(
    "",
  );
  return (letters.match(/.{5}/g) ?? []).join("-");
}

/** The page on which somebody says who he is. */
function welcome() {
  byId("known").replaceChildren(
    ...kept().map(({ name, key }) =>
      element("li", {}, [element("a", { href: "s/" + key + "/" }, [TEXTS.goOn + " " + name])])
    ),
  );
  byId("enter").addEventListener("submit", async (event) => {
    event.preventDefault();
    const name = /** @type {HTMLInputElement} */ (byId("name")).value;
    const key = newKey();
    byId("trouble").textContent = "";
    try {
      const response = await fetch("api/claim", { method: "POST", body: JSON.stringify({ name, key }) });
      if (!response.ok) {
        byId("trouble").textContent = await response.text();
        return;
      }
      keep((await response.json()).name, key);
      location.href = "s/" + key + "/";
    } catch {
      byId("trouble").textContent = TEXTS.failed;
    }
  });
}

/** The page of a student. */
function student() {
  const own = new URL(".", location.href).href;
  keep(document.body.dataset["name"] ?? "", own.split("/").at(-2) ?? "");
  byId("address").replaceChildren(copyLine(own, TEXTS), copyLine("netlab files put server.py " + own, TEXTS));
  handInForm();
  liveLine(byId("state"), ({ head, students: [row] }) => {
    if (row !== undefined) drawStudent(head, row, own);
  });
}

if (document.body.dataset["page"] === "welcome") welcome();
else student();
