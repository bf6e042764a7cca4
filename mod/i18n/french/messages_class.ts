import type { Catalogue } from "../catalogue.ts";

/** What a class says: `netlab lab class`, `--class` of the checks, and its pages. */
export const messagesClass: Catalogue = {
  "That is no recording": "Ce n'est pas un enregistrement",
  "handing in as {1}": "rendu au nom de {1}",
  "--dir is needed: the folder that keeps the class":
    "--dir est nécessaire : le dossier qui conserve la classe",
  "--exercises: {1} is none; there are {2}": "--exercises : {1} n'en est pas un ; il y a {2}",
  "the teacher's key is {1}: keep it, it is not shown again":
    "la clé de l'enseignant est {1} : conservez-la, elle ne sera plus affichée",
  "students open this address, the teacher opens teacher/ below it:":
    "les étudiants ouvrent cette adresse, l'enseignant y ajoute teacher/ :",
  '--class needs the address of a class, such as http://192.168.1.20:8770, not "{1}"':
    "--class demande l'adresse d'une classe, comme http://192.168.1.20:8770, et non « {1} »",
  "--name: {1}": "--name : {1}",
  "the class has moved from {1} to {2}": "la classe a déménagé de {1} à {2}",
  "the class has the report of {1}: {2} of {3} rules are kept":
    "la classe a le rapport de {1} : {2} règles respectées sur {3}",
  "your own page is {1} (keep the address to yourself: it works like a password)":
    "votre page personnelle est {1} (gardez cette adresse pour vous : elle vaut un mot de passe)",
  "the class did not take the report: {1}": "la classe n'a pas pris le rapport : {1}",
  "the report did not reach the class: {1}": "le rapport n'est pas arrivé à la classe : {1}",
  "say who you are, with --name": "dites qui vous êtes, avec --name",
  "there is no class at {1}": "il n'y a pas de classe à {1}",
  "the class does not answer": "la classe ne répond pas",
  "Cannot open the class {1}: it is no folder":
    "Ouverture de la classe {1} impossible : ce n'est pas un dossier",
  "Cannot open the class {1}: {2}": "Ouverture de la classe {1} impossible : {2}",
  'needs a time such as 2026-12-01T18:00, or none, not "{1}"':
    "demande une date comme 2026-12-01T18:00, ou none, et non « {1} »",
  "the class is closing": "la classe ferme",
  "A name has {1} characters at most": "Un nom a {1} caractères au plus",
  "A name begins with a letter or a digit and has only letters, digits, blanks and ' . · _ -":
    "Un nom commence par une lettre ou un chiffre et ne contient que des lettres, des chiffres, des espaces et ' . · _ -",
  "A name does not mix alphabets whose letters look alike":
    "Un nom ne mélange pas des alphabets dont les lettres se ressemblent",
  'A name cannot be "{1}": no folder has such a name':
    "Un nom ne peut pas être « {1} » : aucun dossier ne porte un tel nom",
  "Another site's page may not do this": "La page d'un autre site n'a pas le droit de faire cela",
  "Too much is being sent at once; try again": "Trop d'envois à la fois ; réessayez",
  "Too much has been sent from here; try again in a moment":
    "Trop d'envois depuis cette adresse ; réessayez dans un instant",
  "That is too large: the class takes {1} KiB at most":
    "C'est trop grand : la classe accepte {1} Kio au plus",
  "{1} is not for this address: it takes {2}": "{1} n'est pas pour cette adresse : elle accepte {2}",
  "That is no name for a file: hand in as {1}, for example":
    "Ce n'est pas un nom de fichier : rendez-le sous le nom {1}, par exemple",
  "You have handed in as much as one person can: ask your teacher":
    "Vous avez rendu tout ce qu'une personne peut rendre : demandez à votre enseignant",
  "no copy of a hand-in: {1}": "pas de copie d'un travail rendu : {1}",
  "{1}: {2} handed in ({3})": "{1} : {2} rendu ({3})",
  "This class does not have the exercise {1}: it has {2}": "Cette classe n'a pas l'exercice {1} : elle a {2}",
  "what is sent needs to be {1}, not {2}": "ce qui est envoyé doit être {1}, pas {2}",
  '"{1}" needs to be {2}, not {3}': "« {1} » doit être {2}, pas {3}",
  "a string": "une chaîne",
  "a number": "un nombre",
  "true or false": "true ou false",
  "a list": "une liste",
  "an object": "un objet",
  "null": "null",
  "A key is missing": "Il manque une clé",
  "The class is full": "La classe est pleine",
  "Your address has all the names that one address can have: ask your teacher":
    "Votre adresse a tous les noms qu'une adresse peut avoir : demandez à votre enseignant",
  "{1} has given way: nothing was there under this name, and nobody":
    "{1} a cédé sa place : rien n'était conservé sous ce nom, et personne n'était là",
  "This key has another name already: one key is one student":
    "Cette clé a déjà un autre nom : une clé, un étudiant",
  "{1} is somebody else's name here: take another, or ask your teacher to release it":
    "{1} est ici le nom de quelqu'un d'autre : prenez-en un autre, ou demandez à votre enseignant de le libérer",
  "{1} is in the class": "{1} est dans la classe",
  "Say whose it is: hand in at the address of your own page, which netlab check --class prints":
    "Dites de qui il est : rendez-le à l'adresse de votre page personnelle, que netlab check --class affiche",
  "That is not the teacher's key": "Ce n'est pas la clé de l'enseignant",
  "Too many wrong keys from here; try again in {1} s":
    "Trop de clés fausses depuis cette adresse ; réessayez dans {1} s",
  "This is for who has the teacher's key": "C'est réservé à qui a la clé de l'enseignant",
};
