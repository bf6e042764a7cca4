import type { CauseText } from "../causes/cause_text.ts";

const GROWS = {
  en: "look for what grows without end: a list that is only added to, a buffer whose size a client says",
  fr:
    "cherchez ce qui grossit sans fin : une liste où l'on ne fait qu'ajouter, un tampon dont le client dit la taille",
};

/** The causes of a program that has no memory left. */
export const MEMORY_CAUSES = {
  outgrown: ({ outgrown = 0 }) => {
    const most = Math.round(outgrown / 1e6);
    return {
      en: `your program used more than ${most} MB of memory and was ended for that: ${GROWS.en}`,
      fr: `votre programme a utilisé plus de ${most} Mo de mémoire, et a été arrêté pour cela : ${GROWS.fr}`,
    };
  },
  toldNoMemory: {
    en: `your program ended because it got no more memory, as it says itself: ${GROWS.en}`,
    fr: `votre programme s'est terminé faute de mémoire, comme il le dit lui-même : ${GROWS.fr}`,
  },
} satisfies Record<string, CauseText>;
