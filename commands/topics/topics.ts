import type { Topic } from "../../mod/cli/topic.ts";
import { inLanguage } from "../../mod/i18n/in_language.ts";
import { type System, thisSystem } from "../../mod/system/system.ts";
import type { Language, Text } from "../../mod/i18n/text.ts";

/** A topic's title, and where its text is, as lines for a terminal of 80 columns. */
interface Page {
  readonly title: Text;
  load(): Promise<{ default: Text }>;
}

/** The topics of `netlab help TOPIC`: the ideas behind the commands. */
export function topics(language: Language, system: System = thisSystem()): Topic[] {
  return Object.entries(PAGES).map(([name, { title, load }]) => ({
    name,
    summary: inLanguage(title, language),
    text: async () => inLanguage((await load()).default, language, system).trim(),
  }));
}

const PAGES: Readonly<Record<string, Page>> = {
  sockets: {
    title: { fr: "ce qu'est une socket, et les six appels", en: "what a socket is, and the six calls" },
    load: () => import("./sockets.ts"),
  },
  backlog: {
    title: { fr: "où attend un client que nul n'accepte", en: "where a client waits that nobody accepts" },
    load: () => import("./backlog.ts"),
  },
  "half-close": {
    title: { fr: "avoir tout dit, et écouter encore", en: "having said everything, and still listening" },
    load: () => import("./half_close.ts"),
  },
  framing: {
    title: { fr: "où finit un message dans un flux", en: "where a message ends in a stream" },
    load: () => import("./framing.ts"),
  },
  modes: {
    title: { fr: "six façons de servir plusieurs clients", en: "six ways of serving many clients" },
    load: () => import("./modes.ts"),
  },
  trace: {
    title: { fr: "voir chaque appel et ses octets", en: "seeing each call and its bytes" },
    load: () => import("./trace.ts"),
  },
  "back-pressure": {
    title: {
      fr: "quand l'un écrit plus vite que l'autre lit",
      en: "when one writes faster than the other reads",
    },
    load: () => import("./back_pressure.ts"),
  },
  licenses: {
    title: {
      fr: "de qui vient ce que netlab contient",
      en: "whose work netlab contains, and on which terms",
    },
    load: () => import("./licenses.ts"),
  },
};
