import type { Topic } from "../../mod/cli/topic.ts";
import { inLanguage } from "../../mod/i18n/in_language.ts";
import type { Language, Text } from "../../mod/i18n/text.ts";

/** A page of the documentation. */
interface StoredPage {
  /** Below the root of the sources. */
  readonly file: string;
  /** The same in French, where there is one. */
  readonly french?: string;
  readonly summary: Text;
  /** The page's own language, where it is not that of the reader. */
  readonly language?: Language;
}

/** The pages of `netlab help PAGE`: the whole documentation, which needs no network. */
export function pages(language: Language): Topic[] {
  return Object.entries(PAGES).map(([name, page]) => {
    const french = page.language === "fr" || (language === "fr" && page.french !== undefined);
    const file = french ? page.french ?? page.file : page.file;
    return {
      name,
      summary: inLanguage(page.summary, language),
      text: async (view = { columns: 80, styled: false }) => {
        const { markdownToTerminal } = await import("../../mod/cli/markdown/to_terminal.ts");
        return markdownToTerminal(await sourceOf(file), view);
      },
      html: async () => {
        const { markdownToHtml } = await import("../../mod/cli/markdown/to_html.ts");
        const source = await sourceOf(file);
        const images = new Map<string, string>();
        for (const [, target] of source.matchAll(/!\[[^\]]*\]\((images\/[\w.-]+\.svg)\)/g)) {
          images.set(target!, await sourceOf(`docs/${target}`));
        }
        return markdownToHtml(source, {
          language: french ? "fr" : "en",
          image: (target) => images.get(target),
        });
      },
    };
  });
}

async function sourceOf(file: string): Promise<string> {
  return await (await import("./page_source.ts")).pageSource(file);
}

/** By the name that is typed: a page with the name of a command or of a topic keeps its ending. */
const PAGES: Readonly<Record<string, StoredPage>> = {
  course: {
    file: "docs/course.md",
    french: "docs/cours.fr.md",
    summary: { fr: "un cours en six séances", en: "a course of six sessions" },
  },
  cours: {
    file: "docs/cours.fr.md",
    language: "fr",
    summary: { fr: "un cours en six séances", en: "the course, in French" },
  },
  "echo.md": {
    file: "docs/echo.md",
    summary: { fr: "la page d'echo (en anglais)", en: "the page of echo" },
  },
  "files.md": {
    file: "docs/files.md",
    summary: { fr: "la page de files (en anglais)", en: "the page of files" },
  },
  "chat.md": {
    file: "docs/chat.md",
    summary: { fr: "la page de chat (en anglais)", en: "the page of chat" },
  },
  "prime.md": {
    file: "docs/prime.md",
    summary: { fr: "la page de prime (en anglais)", en: "the page of prime" },
  },
  "calc.md": {
    file: "docs/calc.md",
    summary: { fr: "la page de calc (en anglais)", en: "the page of calc" },
  },
  "kv.md": {
    file: "docs/kv.md",
    summary: { fr: "la page de kv (en anglais)", en: "the page of kv" },
  },
  "relay.md": {
    file: "docs/relay.md",
    summary: { fr: "la page de relay (en anglais)", en: "the page of relay" },
  },
  "lab.md": {
    file: "docs/lab.md",
    summary: { fr: "la page de lab (en anglais)", en: "the page of lab" },
  },
  "check.md": {
    file: "docs/check.md",
    summary: { fr: "la page de check (en anglais)", en: "the page of check" },
  },
  "class.md": {
    file: "docs/class.md",
    summary: { fr: "une page pour toute une classe (en anglais)", en: "a page for a whole class" },
  },
  "modes.md": {
    file: "docs/modes.md",
    summary: { fr: "six façons de servir, mesurées (en anglais)", en: "six ways of serving, measured" },
  },
  serving: {
    file: "docs/serving.md",
    summary: { fr: "ce que tout serveur sait faire (en anglais)", en: "what every server understands" },
  },
  security: {
    file: "docs/security.md",
    summary: { fr: "ce qui est borné, et où (en anglais)", en: "what is bounded, and where" },
  },
  "from-socat": {
    file: "docs/from-socat.md",
    summary: { fr: "pour qui connaît socat (en anglais)", en: "for those who know socat" },
  },
  install: {
    file: "docs/install.md",
    summary: { fr: "installer netlab (en anglais)", en: "installing netlab" },
  },
  library: {
    file: "docs/library.md",
    summary: { fr: "un serveur à soi en dix lignes (en anglais)", en: "a server of your own in ten lines" },
  },
  performance: {
    file: "docs/performance.md",
    summary: { fr: "ce qui a été mesuré (en anglais)", en: "what was measured, and how" },
  },
  growth: {
    file: "docs/growth.md",
    summary: { fr: "comment les coûts croissent (en anglais)", en: "how cost grows, and on bigger machines" },
  },
  dependencies: {
    file: "docs/dependencies.md",
    summary: { fr: "ce que netlab prend à d'autres (en anglais)", en: "what netlab takes from others" },
  },
  soak: {
    file: "docs/soak.md",
    summary: { fr: "des heures sous la charge (en anglais)", en: "hours under load" },
  },
  pages: {
    file: "docs/README.md",
    summary: { fr: "la liste des pages (en anglais)", en: "what the pages are about" },
  },
  readme: {
    file: "README.md",
    french: "README.fr.md",
    summary: { fr: "netlab en une page", en: "netlab on a page" },
  },
};
