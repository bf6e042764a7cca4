import { inPageLanguage } from "../../../../http/assets/listing/language.js";
import { element } from "./element.js";

const TEXTS = inPageLanguage({
  en: {
    rule: "Rule",
    expected: "Expected",
    received: "Received",
    cause: "Usual cause",
    calls: "Its calls",
    recording: "See the recording of its calls",
    said: "It said",
    transcript: "What happened",
    outcomes: {
      passed: "kept",
      failed: "broken",
      note: "kept, with a remark",
      same: "same cause",
      skipped: "not tried",
    },
  },
  fr: {
    rule: "Règle",
    expected: "Attendu",
    received: "Reçu",
    cause: "Cause habituelle",
    calls: "Ses appels",
    recording: "Voir l’enregistrement de ses appels",
    said: "Il a dit",
    transcript: "Ce qui s’est passé",
    outcomes: {
      passed: "respectée",
      failed: "enfreinte",
      note: "respectée, avec une remarque",
      same: "même cause",
      skipped: "non essayée",
    },
  },
});

/**
 * A report, rule by rule: those that are broken come with all that is known.
 *
 * @param {any} report
 * @param {number} id of the report
 * @param {readonly string[]} recordings the rules of which there is a recording
 * @returns {HTMLElement[]}
 */
export function reportView(report, id, recordings) {
  return (report.results ?? []).map((/** @type {any} */ result) => {
    /** @type {Record<string, string>} */
    const outcomes = TEXTS.outcomes;
    const told = outcomes[result.outcome] ?? "";
    const summary = element("summary", {}, [
      element("span", { class: result.outcome === "failed" ? "stuck" : "" }, [told]),
      " " + result.id + ": " + result.title,
    ]);
    const recording = recordings.includes(result.id)
      ? [element("p", {}, [recordingLink(id, result.id)])]
      : [];
    return element("details", { open: result.outcome === "failed" }, [
      summary,
      ...recording,
      ...factsOf(result),
    ]);
  });
}

/**
 * The way to the recording of a rule.
 *
 * @param {number} report its number
 * @param {string} rule
 * @returns {HTMLElement}
 */
export function recordingLink(report, rule) {
  const href = "reports/" + report + "/" + encodeURIComponent(rule) + "/";
  return element("a", { href, target: "_blank", rel: "noopener" }, [TEXTS.recording]);
}

/**
 * What is known about a broken rule, a fact a paragraph, in the order in which it helps.
 *
 * @param {any} result
 * @returns {HTMLElement[]}
 */
export function factsOf(result) {
  /** @type {[string, string][]} */
  const facts = [
    [TEXTS.rule, result.rule],
    [TEXTS.expected, result.expected],
    [TEXTS.received, result.received],
    [TEXTS.cause, result.cause ?? result.seen],
    [TEXTS.calls, result.calls],
  ];
  const lines = facts.filter(([, text]) => typeof text === "string" && text !== "").map(([name, text]) =>
    element("p", {}, [element("strong", {}, [name + inPageLanguage({ en: ": ", fr: "\u00a0: " })]), text])
  );
  /** @type {[string, string][]} */
  const blocks = [
    [TEXTS.said, result.said],
    // It comes from a student's machine, and may say anything
    [TEXTS.transcript, Array.isArray(result.transcript) ? result.transcript.join("\n") : ""],
  ];
  return [
    ...lines,
    ...blocks.filter(([, text]) => typeof text === "string" && text !== "").map(([name, text]) =>
      element("div", {}, [element("strong", {}, [name]), element("pre", {}, [text])])
    ),
  ];
}
