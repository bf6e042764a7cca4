import type { PageLanguage } from "../../../http/page/page_language.ts";

/** The texts of the pages in `assets/`, by placeholder, as HTML; the scripts have their own. */
const ENGLISH = {
  offline: "not connected",
  noscript:
    "This page needs JavaScript. <code>netlab check --class</code> and <code>netlab files put</code> do not.",
  yourName: "Your name",
  enter: "Enter",
  welcome:
    "Under this name your teacher sees how far you are and what you hand in. It belongs to this browser from now on.",
  goOn: "Go on as",
  forTeachers: "For teachers",
  exercises: "Exercises",
  handIn: "Hand in",
  chooseFile: "Your program",
  handedIn: "Handed in",
  ownAddress: "Your own address",
  ownAddressHelp:
    "It works like a password: whoever has it can hand in under your name. Your programs use it, and it opens this page on another device.",
  copy: "Copy",
  key: "Teacher's key",
  keyHelp: "<code>netlab lab class</code> has shown it when it made the class.",
  signIn: "Sign in",
  signOut: "Sign out",
  exercise: "Exercise",
  order: "Order",
  byName: "by name",
  byNeed: "who needs help first",
  hideNames: "Hide the names",
  grades: "Grades (CSV)",
  data: "All data (JSON)",
  students: "Students",
  mistakes: "Mistakes",
  reported:
    "What stands here was reported by the students' machines. <code>netlab check all</code> proves it.",
  close: "Close",
};

const FRENCH: typeof ENGLISH = {
  offline: "non connecté",
  noscript:
    "Cette page a besoin de JavaScript. <code>netlab check --class</code> et <code>netlab files put</code> s’en passent.",
  yourName: "Votre nom",
  enter: "Entrer",
  welcome:
    "Sous ce nom, votre enseignant voit où vous en êtes et ce que vous rendez. Il appartient désormais à ce navigateur.",
  goOn: "Continuer en tant que",
  forTeachers: "Pour les enseignants",
  exercises: "Exercices",
  handIn: "Rendre",
  chooseFile: "Votre programme",
  handedIn: "Rendus",
  ownAddress: "Votre adresse personnelle",
  ownAddressHelp:
    "Elle vaut un mot de passe\u00a0: qui la connaît peut rendre un travail sous votre nom. Vos programmes s’en servent, et elle ouvre cette page sur un autre appareil.",
  copy: "Copier",
  key: "Clé de l’enseignant",
  keyHelp: "<code>netlab lab class</code> l’a affichée en créant la classe.",
  signIn: "Se connecter",
  signOut: "Se déconnecter",
  exercise: "Exercice",
  order: "Ordre",
  byName: "par nom",
  byNeed: "qui a besoin d’aide d’abord",
  hideNames: "Masquer les noms",
  grades: "Notes (CSV)",
  data: "Toutes les données (JSON)",
  students: "Étudiants",
  mistakes: "Erreurs",
  reported:
    "Ce qui figure ici a été envoyé par les machines des étudiants. <code>netlab check all</code> le vérifie.",
  close: "Fermer",
};

/** In each language. */
export const CLASS_PAGE_TEXTS: Readonly<Record<PageLanguage, typeof ENGLISH>> = { en: ENGLISH, fr: FRENCH };
