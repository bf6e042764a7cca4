import { inPageLanguage } from "../../../../http/assets/listing/language.js";

const TEXTS = inPageLanguage({
  en: { online: "connected", offline: "not connected, trying again…" },
  fr: { online: "connecté", offline: "non connecté, nouvel essai…" },
});

/** Between two tries, milliseconds: the first and the longest. */
const FIRST = 500;
const LONGEST = 10_000;

/**
 * Keeps a live line to the class, and opens it again when it breaks: what comes first on it is everything.
 *
 * @param {HTMLElement} state says whether it is there
 * @param {(news: any) => void} onNews
 */
export function liveLine(state, onNews) {
  let wait = FIRST;
  const open = () => {
    const address = new URL("live", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    socket.onmessage = ({ data }) => {
      wait = FIRST;
      say(state, "online");
      onNews(JSON.parse(data));
    };
    socket.onclose = () => {
      say(state, "offline");
      setTimeout(open, wait);
      wait = Math.min(2 * wait, LONGEST);
    };
  };
  open();
}

/** @param {HTMLElement} state @param {"online" | "offline"} how */
function say(state, how) {
  if (state.dataset["state"] === how) return;
  state.dataset["state"] = how;
  state.textContent = TEXTS[how];
}
