import type { Catalogue } from "../catalogue.ts";

/** What is wrong with a sheet for `netlab check script`, and with its patterns. */
export const messagesScript: Catalogue = {
  "FILE is needed: the sheet as JSON (--schema prints its form)":
    "il faut FICHIER : la feuille en JSON (--schema en donne la forme)",
  'one FILE at a time, not "{1}" as well': "un FICHIER à la fois, pas aussi « {1} »",
  'Cannot read "{1}": a sheet has {2} bytes at most':
    "Lecture de « {1} » impossible : une feuille a au plus {2} octets",
  "it needs to be a text, or an object with {1} and {2}": "il faut un texte, ou un objet avec {1} et {2}",
  "it needs to be an object": "il faut un objet",
  "it needs to be a list": "il faut une liste",
  "it may have {1} entries at most": "{1} éléments au plus sont permis",
  "it needs to be a text": "il faut un texte",
  "it needs to be one of {1}": "il faut l'un de {1}",
  "it may have {1} characters at most": "{1} caractères au plus sont permis",
  "it needs to be bytes as pairs of hexadecimal digits, such as 48 0a":
    "il faut des octets en paires de chiffres hexadécimaux, comme 48 0a",
  '"{1}" is no name: names have letters, digits and underscores, and begin with a letter':
    "« {1} » n'est pas un nom : un nom a des lettres, des chiffres et des tirets bas, et commence par une lettre",
  "it needs to be a whole number from {1} to {2}": "il faut un nombre entier de {1} à {2}",
  "it needs to be {1}": "il faut {1}",
  'there is no "{1}" here; it may have {2}': "« {1} » n'existe pas ici ; sont possibles : {2}",
  '"{1}" is missing': "« {1} » manque",
  '"{1}" goes with "{2}" only': "« {1} » ne va qu'avec « {2} »",
  "one of {1} is missing": "il manque l'un de {1}",
  "{1} do not go together: only one of them may be there":
    "{1} ne vont pas ensemble : un seul d'entre eux est permis",
  '{1}; did you mean "{2}"?': "{1} ; vouliez-vous dire « {2} » ?",
  "{1}:{2}: {3}": "{1}:{2} : {3}",
  "{1}:{2}: {3}: {4}": "{1}:{2} : {3} : {4}",
  "{1}:{2}: this is no JSON at column {3}: a comma, a quote or a bracket is missing or one too many":
    "{1}:{2} : ce n'est pas du JSON à la colonne {3} : une virgule, un guillemet ou un crochet manque ou est de trop",
  'there is a rule "{1}" before': "il y a déjà une règle « {1} » plus haut",
  'there is no rule "{1}" before': "il n'y a pas de règle « {1} » plus haut",
  '"{1}" is connected already': "« {1} » est déjà connecté",
  "datagrams have no stream: end, ends, reset and pieces are for tcp":
    "les datagrammes n'ont pas de flux : end, ends, reset et pieces sont pour tcp",
  "matches {1}": "matches {1}",
  'no value "{1}" is kept before; the text itself is written {{{2}}}':
    "aucune valeur « {1} » n'est gardée avant ; le texte lui-même s'écrit {{{2}}}",
  '"{1}" is not connected before': "« {1} » n'est pas connecté avant",
  "the pattern is too large when its repetitions are written out":
    "le motif est trop grand une fois ses répétitions développées",
  "there is a ) without its (": "il y a une ) sans sa (",
  "there is a ( without its )": "il y a une ( sans sa )",
  "there is nothing to be repeated": "il n'y a rien à répéter",
  "{1} is turned round": "{1} est à l'envers",
  "the pattern is for the whole text anyway; write \\{1} for the character":
    "le motif vaut de toute façon pour le texte entier ; écrivez \\{1} pour le caractère",
  "{1} is not understood: of groups there are (…), (?:…) and (?<name>…)":
    "{1} n'est pas compris : comme groupes il y a (…), (?:…) et (?<nom>…)",
  "the name {1} is given twice": "le nom {1} est donné deux fois",
  "{1} is not understood: a pattern neither looks back nor refers to groups":
    "{1} n'est pas compris : un motif ne revient pas en arrière et ne renvoie pas à des groupes",
  "there is a [ without its ], or it holds a range turned round":
    "il y a un [ sans son ], ou un intervalle y est à l'envers",
  "at character {1}: {2}": "au caractère {1} : {2}",
};
