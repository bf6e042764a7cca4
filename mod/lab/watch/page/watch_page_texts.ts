import { escapeHtml } from "../../../http/page/escape_html.ts";
import type { PageLanguage } from "../../../http/page/page_language.ts";

const TEXTS = {
  en: {
    tools: "Recording",
    back: "Back",
    step: "Step",
    pause: "Pause",
    nextWait: "Next wait",
    zoom: "Zoom",
    showAll: "Show all",
    filter: "Filter",
    find: "Find",
    findNext: "Find next",
    later: "Hide later",
    wide: "Ladder only",
    big: "Big type",
    export: "Export",
    open: "Open…",
    keys: "Keys",
    ladder: "Ladder: who sent what to whom",
    empty: "Nothing has happened yet",
    side: "Details",
    event: "Event",
    queues: "Queues",
    stream: "Stream",
    waits: "Waits",
    advice: "Advice",
    direction: "Direction of a connection",
    exportWhat: "Pictures and JSON have what is shown, as filtered; the recording has everything.",
    exportSvg: "Picture (SVG)",
    exportPng: "Picture in pixels (PNG)",
    exportJson: "Events (JSON)",
    exportLines: "Recording, which opens again (JSON lines)",
    close: "Close",
    filterHelp:
      "Filter: lane:server, socket:client#1, call:recv, wait:0.1 (seconds), -call:poll, or any text. Find: a text, " +
      "bytes such as GET /\\r\\n, or hex:0d 0a.",
    noscript: "This page is drawn by JavaScript.",
  },
  fr: {
    tools: "Enregistrement",
    back: "Reculer",
    step: "Avancer d’un pas",
    pause: "Pause",
    nextWait: "Attente suivante",
    zoom: "Zoom",
    showAll: "Tout montrer",
    filter: "Filtrer",
    find: "Chercher",
    findNext: "Chercher plus loin",
    later: "Cacher la suite",
    wide: "Échelle seule",
    big: "Grands caractères",
    export: "Exporter",
    open: "Ouvrir…",
    keys: "Touches",
    ladder: "Échelle : qui a envoyé quoi à qui",
    empty: "Il ne s’est encore rien passé",
    side: "Détails",
    event: "Événement",
    queues: "Files",
    stream: "Flux",
    waits: "Attentes",
    advice: "Conseils",
    direction: "Sens d’une connexion",
    exportWhat:
      "Les images et le JSON contiennent ce qui est montré, filtré ; l’enregistrement contient tout.",
    exportSvg: "Image (SVG)",
    exportPng: "Image en pixels (PNG)",
    exportJson: "Événements (JSON)",
    exportLines: "Enregistrement, qui se rouvre (JSON par lignes)",
    close: "Fermer",
    filterHelp:
      "Filtre : lane:server, socket:client#1, call:recv, wait:0.1 (secondes), -call:poll, ou un texte. Recherche : un " +
      "texte, des octets comme GET /\\r\\n, ou hex:0d 0a.",
    noscript: "Cette page est dessinée par JavaScript.",
  },
} as const satisfies Readonly<Record<PageLanguage, Readonly<Record<string, string>>>>;

/** What each key does. */
const KEYS: readonly (readonly [keys: readonly string[], en: string, fr: string])[] = [
  [["Space"], "pause, or follow what happens", "pause, ou suivre ce qui se passe"],
  [["→", "↓"], "one event on", "un événement plus loin"],
  [["←", "↑"], "one event back", "un événement en arrière"],
  [["PageDown", "PageUp"], "ten events on, or back", "dix événements plus loin, ou en arrière"],
  [
    ["Home", "End"],
    "the first event; the newest one, following",
    "le premier événement ; le dernier, en suivant",
  ],
  [
    ["w", "W"],
    "the next call that waited, or the one before",
    "l’appel suivant qui a attendu, ou le précédent",
  ],
  [
    ["z"],
    "zoom to that wait: what happened meanwhile",
    "zoom sur cette attente : ce qui s’est passé pendant",
  ],
  [["Esc"], "show all again", "tout montrer à nouveau"],
  [["f"], "filter", "filtrer"],
  [["/"], "find", "chercher"],
  [["n", "N"], "find next, or the one before", "chercher plus loin, ou en arrière"],
  [["h"], "hide what comes later", "cacher la suite"],
  [["l"], "the ladder only, without what stands beside it", "l’échelle seule, sans ce qui est à côté"],
  [["b"], "big type, for a projector", "grands caractères, pour un vidéoprojecteur"],
  [
    ["1", "2", "3", "4", "5"],
    "event, queues, stream, waits, advice",
    "événement, files, flux, attentes, conseils",
  ],
  [["e"], "export", "exporter"],
  [["o"], "open a recording", "ouvrir un enregistrement"],
  [["?"], "these keys", "ces touches"],
];

/** The texts of `assets/watch.html`, by placeholder, as HTML; the script has its own texts. */
export function watchPageTexts(language: PageLanguage): Readonly<Record<string, string>> {
  const texts = Object.entries(TEXTS[language]).map(([name, text]) => [name, escapeHtml(text)] as const);
  const keyList = KEYS.map(([keys, en, fr]) =>
    `<dt>${keys.map((key) => `<kbd>${escapeHtml(key)}</kbd>`).join(" ")}</dt><dd>${
      escapeHtml(language === "fr" ? fr : en)
    }</dd>`
  ).join("\n");
  return { ...Object.fromEntries(texts), language, keyList };
}
